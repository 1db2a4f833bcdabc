import { useEffect, useEffectEvent } from 'react'
import { formatTime } from '../format/format-time.ts'
import type { DayFacts } from '../lib/day-facts.ts'
import { useNow } from '../lib/use-now.ts'
import { paths } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { useWhyNotAct } from '../shell/use-why-not-act.ts'
import { StateMark } from '../ui/marks/StateMark.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { StripMark } from '../ui/strip/StripMark.tsx'
import type { StripData } from '../ui/strip/strip-codes.ts'
import styles from './DayStrip.module.css'
import { useDayFacts } from './use-day-facts.ts'

type Props = {
  serverId: string
  strip: StripData
  day: number
  /** For those who hear the day, and for the key that leads back to it. */
  onFacts: (facts: DayFacts) => void
}

/** One day of a server: what was taken of each kind, what went wrong, and the way back to it. */
export function DayCard({ serverId, strip, day, onFacts }: Props) {
  const now = useNow()
  const mayRestore = useWhyNotAct() === null
  const { facts, loading } = useDayFacts(serverId, strip, day)
  const tell = useEffectEvent(() => onFacts(facts))
  const { words } = facts
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words say all that can change
  useEffect(() => tell(), [words, facts.restorable?.id])
  const { verdict, restorable, earlier } = facts
  return (
    <>
      <div className={styles.head}>
        <strong>{facts.title}</strong>
        {verdict && (
          <span className={styles.verdict} data-tone={verdict.tone}>
            <VerdictMark mark={verdict.mark} />
            {verdict.text}
          </span>
        )}
      </div>
      <dl className={styles.tracks}>
        {facts.tracks.map((track) => (
          <div key={track.key} className={styles.track}>
            <dt>
              <StripMark code={track.code} />
              {track.title}
            </dt>
            <dd title={loading ? undefined : track.exact}>
              {loading ? <Skeleton width={140} /> : track.text}
              {!loading && track.more && (
                <span className={styles.more} data-tone={track.more.tone}>
                  {track.more.text}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {restorable && mayRestore && (
        <div className={styles.foot}>
          <AppLink className="bs-link" to={paths.restoreWizard(serverId, { point: restorable.id })}>
            {earlier ? `Restore ${formatTime(restorable.taken_at, { now })}…` : 'Restore from this day…'}
          </AppLink>
          <span className={styles.key}>Enter</span>
        </div>
      )}
    </>
  )
}

function VerdictMark({ mark }: { mark: NonNullable<DayFacts['verdict']>['mark'] }) {
  if (mark === 'proved') return <StateMark mark="tick" tone="good" />
  if (mark === 'failed') return <StateMark mark="cross" tone="bad" />
  return <StripMark code={mark} />
}
