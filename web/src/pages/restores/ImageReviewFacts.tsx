import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { RestoreReview } from '../../../../src/restores/schema.ts'
import type { Server } from '../../api/server-types.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatMoney } from '../../format/format-money.ts'
import { placeOf } from '../../lib/provider-facts.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { FactsToConfirm } from './FactsToConfirm.tsx'
import styles from './Wizard.module.css'

type Props = {
  server: Server
  point: RecoveryPoint
  label: string
  safety: boolean
  /** Why there can be no safety snapshot. */
  noSafety: string | null
  /** Undefined while the provider is asked. */
  review: RestoreReview | undefined
}

/** What one confirms: from which image, how old, what is lost, to where, and the way back. */
export function ImageReviewFacts({ server, point, label, safety, noSafety, review }: Props) {
  return (
    <FactsToConfirm
      point={point}
      since={<strong className={styles.loss}>Everything written to the disk since then is lost.</strong>}
      rows={[
        [
          'To',
          <span key="to">
            <strong>{server.name}</strong>, in place, at{' '}
            {placeOf({ ...server, region: server.region?.toUpperCase() ?? null })}{' '}
            <span className="bs-mono">{server.provider_ref}</span>
          </span>,
        ],
        [
          'Size',
          <span key="size">
            <Bytes value={point.size_bytes} unknown={`not told by ${label}`} />
            {point.size_bytes !== null && ' image'}
            {review?.fit.disk_gb != null && `, ${formatCount(Math.floor(review.fit.disk_gb))} GB disk`}
          </span>,
        ],
        [
          'Way back',
          safety ? (
            `safety snapshot first; it stays for 7 days at least${review?.safety_price ? `, about ${formatMoney(review.safety_price)}` : ''}`
          ) : (
            <span key="back" className={styles.loss}>
              none: {noSafety ?? 'no safety snapshot is taken'}
            </span>
          ),
        ],
      ]}
    />
  )
}
