import type { Plan } from '../../api/billing-types.ts'
import { usePlacesByPlan } from '../../api/places.ts'
import { usePlans } from '../../api/plans.ts'
import { PlanCard } from '../../components/PlanCard.tsx'
import { paths } from '../../paths.ts'
import styles from './BackupsBand.module.css'

/** So many stand side by side; fewer share the width. */
const mostColumns = 4

/** What is sold, with its price and how many of its places are taken. Each leads to the servers that take them. */
export function PlanCards() {
  const plans = usePlans()
  const places = usePlacesByPlan().data
  const of = (plan: Plan) => places?.find((one) => one.plan_id === plan.id)
  // Their room is kept, so that the list does not move when they come.
  if (!plans.rows && !plans.error) return <div className={styles.plans} data-waiting />
  // One that is no longer sold still has its customers.
  const shown = (plans.rows ?? []).filter((plan) => plan.retired_at === null || of(plan) !== undefined)
  if (shown.length === 0) return null
  const columns = Math.min(mostColumns, shown.length)
  const rest = (columns - (shown.length % columns)) % columns
  return (
    <div className={styles.plans} data-columns={columns}>
      {shown.map((plan) => (
        <PlanCard
          key={plan.id}
          plan={plan}
          places={places && (of(plan) ?? { places: 0, places_used: 0 })}
          to={paths.backups({ plan_id: plan.id })}
        />
      ))}
      {rest > 0 && <div aria-hidden="true" style={{ gridColumn: `span ${rest}` }} />}
    </div>
  )
}
