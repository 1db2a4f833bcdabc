import type { Subscription } from '../api/billing-types.ts'
import { useEntitlement } from '../api/entitlement.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPlural } from '../format/format-plural.ts'
import { Gauge } from '../ui/Gauge.tsx'
import styles from './PlacesUsed.module.css'

/** The places of a subscription, and how many of that plan the organization uses. */
export function PlacesUsed({ subscription }: { subscription: Subscription }) {
  const entitlement = useEntitlement(subscription.organization_id, subscription.entitled)
  const plan = entitlement.data?.plans.find((one) => one.plan_id === subscription.plan_id)
  if (!subscription.entitled || !plan)
    return <span className="bs-num">{formatPlural(subscription.quantity, 'place')}</span>
  const words = `${formatPart(plan.places_used, plan.places)} places in use`
  return (
    <div className={styles.places}>
      <span className="bs-num">{formatPart(plan.places_used, plan.places)} in use</span>
      {plan.places !== subscription.quantity && (
        <span className="bs-dim"> ({formatCount(subscription.quantity)} from this)</span>
      )}
      <div className={styles.gauge}>
        <Gauge
          thin
          parts={plan.places_used > 0 ? [{ value: Math.min(plan.places_used, plan.places), tone: 'point' }] : []}
          whole={plan.places}
          label={words}
        />
      </div>
    </div>
  )
}
