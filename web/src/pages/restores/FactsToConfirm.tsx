import type { ReactNode } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { formatDuration } from '../../format/format-duration.ts'
import { formatTime } from '../../format/format-time.ts'
import { pointLook, pointName } from '../../lib/point-look.ts'
import { useNow } from '../../lib/use-now.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import styles from './Wizard.module.css'

type Props = {
  point: RecoveryPoint
  /** What becomes of everything that was written since then. */
  since?: ReactNode
  rows: readonly (readonly [label: string, value: ReactNode])[]
}

/** What one confirms: from which backup, how old, and what else follows from the choice. */
export function FactsToConfirm({ point, since, rows }: Props) {
  const now = useNow()
  const all: Props['rows'] = [
    [
      'From',
      <span key="from" className={styles.from}>
        <strong>
          {pointName(point)}, {formatTime(point.taken_at, { now })}
        </strong>
        <StateBadge flat look={pointLook(point, now)} />
      </span>,
    ],
    [
      'Age',
      <span key="age">
        {formatDuration(now.getTime() - new Date(point.taken_at).getTime())}
        {since && <>. {since}</>}
      </span>,
    ],
    ...rows,
  ]
  return (
    <dl className={styles.reviewFacts}>
      {all.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
