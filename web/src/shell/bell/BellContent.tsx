import type { ReactNode } from 'react'
import type { useAttention } from '../../api/attention.ts'
import type { Run } from '../../api/run-types.ts'
import { useRuns } from '../../api/runs.ts'
import { runTitle } from '../../components/run-title.ts'
import { attentionWords } from '../../pages/dashboard/attention-words.ts'
import { type Path, paths } from '../../paths.ts'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import { type StateLook, states } from '../../ui/marks/states.ts'
import { Time } from '../../ui/Time.tsx'
import { Told } from '../../ui/Told.tsx'
import { AppLink } from '../AppLink.tsx'
import styles from './Bell.module.css'
import { pathOfGroup } from './path-of-group.ts'

type Props = {
  attention: ReturnType<typeof useAttention>
  /** Null: of the whole installation. */
  organizationId: string | null
  onGo: () => void
}

/** What needs a hand now, and which runs failed since yesterday. */
export function BellContent({ attention, organizationId, onGo }: Props) {
  const { groups, since, fetchedAt, error } = attention
  const failed = useRuns(
    { outcome: 'failed', since, organization_id: organizationId ?? undefined },
    { enabled: since !== undefined, limit: 5 },
  )
  return (
    <>
      <h2 className={styles.title}>Needs attention</h2>
      {groups === undefined ? (
        <p className={styles.none}>{error ? 'Not known: Backstay did not answer.' : 'Looking'}</p>
      ) : groups.length === 0 ? (
        <p className={styles.none}>Nothing. Backups came in time, as far as their schedules tell.</p>
      ) : (
        <ul className={styles.rows}>
          {groups.map((group) => {
            const { look, title, about, say } = attentionWords(group, organizationId !== null)
            return (
              <Row key={group.kind} look={look} to={pathOfGroup(group, organizationId)} onGo={onGo} title={title}>
                {about !== null && `${about}. `}
                {look.word}: {say}
              </Row>
            )
          })}
        </ul>
      )}
      <h2 className={styles.title}>Failed in the last 24 hours</h2>
      {failed.rows?.length ? (
        <ul className={styles.rows}>
          {failed.rows.slice(0, 5).map((run) => (
            <FailedRun key={run.id} run={run} onGo={onGo} />
          ))}
        </ul>
      ) : (
        <p className={styles.none}>
          {failed.rows ? 'No run failed.' : failed.error ? 'Not known: Backstay did not answer.' : 'Looking'}
        </p>
      )}
      <p className={styles.foot}>
        {fetchedAt > 0 && (
          <span>
            As of <Time iso={new Date(fetchedAt).toISOString()} as="age" />
          </span>
        )}
        <AppLink to={paths.notifications()} onClick={onGo}>
          What you are told of
        </AppLink>
      </p>
    </>
  )
}

function FailedRun({ run, onGo }: { run: Run; onGo: () => void }) {
  return (
    <Row look={states.run.failed} to={paths.run(run.id)} onGo={onGo} title={runTitle(run)}>
      <Time iso={run.finished_at ?? run.created_at} as="age" />
      {run.error && (
        <>
          : <Told text={run.error.message} />
        </>
      )}
    </Row>
  )
}

type RowProps = { look: StateLook; to: Path | null; title: string; onGo: () => void; children: ReactNode }

function Row({ look, to, title, onGo, children }: RowProps) {
  return (
    <li className={styles.row}>
      <StateMark mark={look.mark} tone={look.mark_tone} />
      <div>
        {to === null ? (
          <strong className={styles.name}>{title}</strong>
        ) : (
          <AppLink to={to} className={styles.name} onClick={onGo}>
            {title}
          </AppLink>
        )}
        <p className={styles.second}>{children}</p>
      </div>
    </li>
  )
}
