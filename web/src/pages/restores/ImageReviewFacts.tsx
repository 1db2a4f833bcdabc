import type { ReactNode } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { Server } from '../../api/server-types.ts'
import { formatDuration } from '../../format/format-duration.ts'
import { formatTime } from '../../format/format-time.ts'
import { pointLook, pointName } from '../../lib/point-look.ts'
import { placeOf } from '../../lib/provider-facts.ts'
import { useNow } from '../../lib/use-now.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import styles from './Wizard.module.css'

type Props = {
  server: Server
  point: RecoveryPoint
  label: string
  safety: boolean
  /** Why there can be no safety snapshot. */
  noSafety: string | null
}

/** What one confirms: from which image, how old, what is lost, to where, and the way back. */
export function ImageReviewFacts({ server, point, label, safety, noSafety }: Props) {
  const now = useNow()
  const rows: [string, ReactNode][] = [
    [
      'From',
      <span key="from" className={styles.from}>
        <strong>
          {pointName(point)}, {formatTime(point.taken_at, { now })}
        </strong>
        <StateBadge flat look={pointLook(point)} />
      </span>,
    ],
    [
      'Age',
      <span key="age">
        {formatDuration(now.getTime() - new Date(point.taken_at).getTime())}.{' '}
        <strong className={styles.loss}>Everything written to the disk since then is lost.</strong>
      </span>,
    ],
    [
      'To',
      <span key="to">
        <strong>{server.name}</strong>, in place, at {placeOf(server)}{' '}
        <span className="bs-mono">{server.provider_ref}</span>
      </span>,
    ],
    ['Size', <Bytes key="size" value={point.size_bytes} unknown={`not told by ${label}`} />],
    [
      'Way back',
      safety ? (
        'safety snapshot first; it stays for 7 days at least'
      ) : (
        <span key="back" className={styles.loss}>
          none: {noSafety ?? 'no safety snapshot is taken'}
        </span>
      ),
    ],
  ]
  return (
    <dl className={styles.reviewFacts}>
      {rows.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
