import type { Plan } from '../api/billing-types.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPlural } from '../format/format-plural.ts'
import { planCovers } from '../lib/plan-words.ts'
import type { Path } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { Gauge } from '../ui/Gauge.tsx'
import styles from './PlanCard.module.css'

type Props = {
  plan: Plan
  /** Undefined while nobody has said. */
  places: { places: number; places_used: number } | undefined
  /** The servers that take its places. */
  to: Path
}

/** A plan in a compartment: what a place costs, and how many are taken. */
export function PlanCard({ plan, places, to }: Props) {
  const price = formatMoney({ amount_minor: plan.price_minor, currency: plan.currency })
  const taken = places && `${formatPart(places.places_used, places.places)} places`
  const free = places && Math.max(0, places.places - places.places_used)
  return (
    <AppLink className={styles.plan} to={to}>
      <span className={styles.line}>
        <span className={styles.name}>{plan.name}</span>
        <span className={styles.price}>
          <strong className="bs-num">{price}</strong> a month
        </span>
      </span>
      <div className={styles.gauge}>
        <Gauge
          thin
          parts={
            places && places.places_used > 0
              ? [{ value: Math.min(places.places_used, places.places), tone: 'point' }]
              : []
          }
          whole={Math.max(1, places?.places ?? 1)}
          label={taken ? `${taken} taken, ${formatPlural(free ?? 0, 'free place')}` : 'places not known yet'}
        />
      </div>
      <span className={`${styles.line} ${styles.fine}`}>
        <span title={plan.features.join(', ')}>
          {formatPlural(plan.retention_days, 'day')}, {planCovers(plan)}
        </span>
        <span className="bs-num" title={places && `${formatPlural(free ?? 0, 'place')} free`}>
          {taken ?? '\u00a0'}
        </span>
      </span>
    </AppLink>
  )
}
