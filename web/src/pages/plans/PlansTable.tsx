import { useMediaQuery } from '@mantine/hooks'
import { Fragment } from 'react'
import type { Plan } from '../../api/billing-types.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { formatMoney } from '../../format/format-money.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import type { OwnPlan } from './own-plans.ts'
import styles from './Plans.module.css'
import { planRows } from './plan-rows.tsx'

export type Chosen = { plan_id: string; quantity: number }

type Props = {
  plans: readonly Plan[]
  providers: readonly ProviderSummary[]
  own: readonly OwnPlan[]
  chosen: Chosen
  /** Null for those who may only look. */
  onChoose: ((chosen: Chosen) => void) | null
}

const mostPlaces = 10_000

/** The plans side by side, what they differ in row by row; as items where there is no room for that. */
export function PlansTable({ plans, providers, own, chosen, onChoose }: Props) {
  const narrow = useMediaQuery('(max-width: 999.98px)', undefined, { getInitialValueInEffect: false })
  const rows = planRows(plans, providers)
  const ownOf = (plan: Plan) => own.find((one) => one.plan_id === plan.id)
  const stepper = (plan: Plan) =>
    onChoose && (
      <Stepper
        label={`Places on ${plan.name}`}
        value={chosen.plan_id === plan.id ? chosen.quantity : 0}
        most={mostPlaces}
        onChange={(quantity) => onChoose({ plan_id: plan.id, quantity })}
      />
    )
  if (narrow)
    return (
      <Sheet className={styles.items}>
        {plans.map((plan) => (
          <section
            key={plan.id}
            className={styles.item}
            data-own={ownOf(plan) ? true : undefined}
            aria-label={plan.name}
          >
            <PlanHead plan={plan} own={ownOf(plan)} />
            <dl className={styles.differences}>
              {rows.map((row) => (
                <Fragment key={row.key}>
                  <dt>{row.word}</dt>
                  <dd>{row.cell(plan)}</dd>
                </Fragment>
              ))}
            </dl>
            {stepper(plan)}
          </section>
        ))}
      </Sheet>
    )
  return (
    <Sheet>
      <div>
        <table className={styles.table}>
          <caption className="bs-hidden">Plans</caption>
          <thead>
            <tr>
              <td />
              {plans.map((plan) => (
                <th key={plan.id} scope="col" data-own={ownOf(plan) ? true : undefined}>
                  <PlanHead plan={plan} own={ownOf(plan)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.word}</th>
                {plans.map((plan) => (
                  <td key={plan.id} data-own={ownOf(plan) ? true : undefined}>
                    {row.cell(plan)}
                  </td>
                ))}
              </tr>
            ))}
            {onChoose && (
              <tr>
                <th scope="row">Places to add</th>
                {plans.map((plan) => (
                  <td key={plan.id} data-own={ownOf(plan) ? true : undefined}>
                    {stepper(plan)}
                  </td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Sheet>
  )
}

function PlanHead({ plan, own }: { plan: Plan; own: OwnPlan | undefined }) {
  return (
    <div>
      <div className={styles.plan}>
        <span className={styles.planName}>{plan.name}</span>
        {own && (
          <span className={styles.yours} data-tone={own.status === 'past_due' ? 'warn' : undefined}>
            {own.status === 'past_due' ? 'yours, past due' : 'yours'}
          </span>
        )}
      </div>
      <span className={styles.planPrice}>
        <strong className="bs-num">{formatMoney({ amount_minor: plan.price_minor, currency: plan.currency })}</strong> a
        month
      </span>
      {plan.description !== '' && <span className={styles.planWords}>{plan.description}</span>}
    </div>
  )
}
