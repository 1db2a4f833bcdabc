import type { Server } from '../../api/server-types.ts'
import { formatTime } from '../../format/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StripMark } from '../../ui/strip/StripMark.tsx'
import type { DayReadout } from './readout-of.ts'
import styles from './ServerTimeline.module.css'

type Props = { readout: DayReadout; server: Server; loading: boolean }

/** What there is of the chosen day, under the lanes, so that nothing is covered. */
export function TimelineReadout({ readout, server, loading }: Props) {
  const now = useNow()
  const whyNotAct = useWhyNotAct()
  const { restorable, earlier } = readout
  return (
    <div className={styles.readout}>
      <div className={styles.day}>
        <strong>{readout.day}</strong>
        <span data-tone={readout.tone}>{readout.verdict}</span>
      </div>
      <div className={styles.lanes}>
        {readout.lanes.map((lane) => (
          <div key={lane.key} className={styles.fact}>
            <span className={styles.label}>{lane.title}</span>
            <span className={styles.value} title={loading ? undefined : lane.exact}>
              <StripMark code={lane.code} />
              {loading ? <Skeleton width={120} /> : lane.text}
            </span>
          </div>
        ))}
      </div>
      {restorable && (
        <div className={styles.actions}>
          {restorable.method === 'files' && (
            <AppLink to={paths.serverFiles(server.id, { point: restorable.id })}>Browse files</AppLink>
          )}
          <LinkButton disabledReason={whyNotAct} to={paths.restoreWizard(server.id, { point: restorable.id })}>
            Restore {earlier ? formatTime(restorable.taken_at, { now }) : 'from this day'}…
          </LinkButton>
        </div>
      )}
    </div>
  )
}
