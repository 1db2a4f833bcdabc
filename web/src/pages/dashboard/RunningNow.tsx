import type { Overview } from '../../../../src/insights/overview/schema.ts'
import { RunProgress } from '../../components/RunProgress.tsx'
import { RunTitle } from '../../components/RunTitle.tsx'
import { formatCount } from '../../format/format-count.ts'
import { formatPart } from '../../format/format-part.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Dashboard.module.css'

/** What goes on at this moment, the newest five, and what comes next. */
export function RunningNow({ running }: { running: Overview['running'] }) {
  const { runs, due_within_hour, due_by, queued } = running
  return (
    <Panel
      title="Running now"
      count={runs.length > 0 ? formatPart(runs.length, running.running.count) : undefined}
      action={<AppLink to={paths.runs()}>All runs</AppLink>}
      flush
    >
      {runs.length === 0 && <p className={styles.none}>Nothing runs at this moment.</p>}
      {runs.map((run) => (
        <div key={run.id} className={styles.measure}>
          <p>
            <AppLink to={paths.run(run.id)} className={styles.quiet}>
              <RunTitle run={run} />
            </AppLink>
          </p>
          <RunProgress run={run} who="the provider" />
        </div>
      ))}
      <p className={styles.foot}>
        <span>Due next</span>
        <span className="bs-num">
          <strong>{formatCount(due_within_hour)}</strong> within the hour
          {due_by !== null && (
            <>
              {' · '}
              <strong>{formatCount(due_by.count)}</strong> by midnight
            </>
          )}
          {queued.count > 0 && `, ${formatPlural(queued.count, 'run waits', 'runs wait')} for a turn`}
        </span>
      </p>
    </Panel>
  )
}
