import type { ReactNode } from 'react'
import { useBillingPortal } from '../../api/subscriptions.ts'
import { formatDate } from '../../format/format-date.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { freePlaces, placesTooFew } from '../../lib/place-words.ts'
import { subscriptionLook } from '../../lib/subscription-look.ts'
import { useNow } from '../../lib/use-now.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Gauge } from '../../ui/Gauge.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import type { OwnPlan } from './own-plans.ts'
import styles from './Plans.module.css'

type Props = { plan: OwnPlan; organizationId: string; whyNot: string | null }

/** What an organization has of one plan: places, how many are in use, until when, what it pays. */
export function OwnPlanCell({ plan, organizationId, whyNot }: Props) {
  const now = useNow()
  const late = plan.status === 'past_due'
  const tooFew = placesTooFew(plan)
  return (
    <section
      className={styles.subscription}
      data-tone={late || tooFew ? 'warn' : undefined}
      // The plan itself stands further down by its name.
      aria-label={`Your places on ${plan.plan_name}`}
    >
      <div className={styles.line}>
        <h2 className={styles.title}>
          {plan.plan_name}, {formatPlural(plan.places, 'place')}
        </h2>
        <StateBadge look={subscriptionLook(plan.status)} />
        {plan.price && (
          <span className={styles.price}>
            <strong className="bs-num">{formatMoney(plan.price)}</strong> <span className="bs-dim">a month</span>
          </span>
        )}
      </div>
      <Gauge
        thin
        parts={[{ value: Math.min(plan.places_used, plan.places), tone: 'point' }]}
        whole={plan.places}
        label={`${plan.places_used} of ${plan.places} places in use`}
      />
      <div className={styles.line}>
        <span className={styles.small}>
          {formatPlural(plan.places_used, 'place')} in use, {tooFew ?? `${freePlaces(plan)} free`}
        </span>
        <span className={styles.small}>{renewalWords(plan, now)}</span>
      </div>
      {late && <Late plan={plan} organizationId={organizationId} whyNot={whyNot} now={now} />}
      {tooFew && (
        <p>
          More servers are protected than places are paid. They go on for now; add places below, or disable backups on
          some of them.
        </p>
      )}
    </section>
  )
}

function renewalWords(plan: OwnPlan, now: Date): ReactNode {
  const ends = plan.subscriptions.map((one) => one.ends_at).find((at) => at !== null)
  if (ends) return `ends ${formatDate(ends, { now })}`
  const byCard = plan.subscriptions.find((one) => one.managed_in_stripe && one.current_period_end !== null)
  if (byCard?.current_period_end) return `renews ${formatDate(byCard.current_period_end, { now })}`
  return 'by agreement, no end set'
}

type LateProps = Props & { now: Date }

function Late({ plan, organizationId, whyNot, now }: LateProps) {
  const portal = useBillingPortal()
  const since = plan.subscriptions.map((one) => one.past_due_since).find((at) => at !== null)
  const open = () =>
    portal.mutate(
      { organization_id: organizationId },
      {
        onSuccess: ({ url }) => location.assign(url),
        onError: (error) => showErrorToast('The payment page could not be opened.', error),
      },
    )
  return (
    <p>
      {since ? `The payment of ${formatDate(since, { now })} did not go through. ` : 'A payment did not go through. '}
      {plan.until ? `The places count until ${formatDate(plan.until, { now })}. ` : ''}
      Nothing is deleted, and no backup of your provider is switched off.{' '}
      {plan.subscriptions.some((one) => one.managed_in_stripe) && (
        <ActionButton variant="quiet" disabledReason={whyNot} loading={portal.isPending} onClick={open}>
          Update payment
        </ActionButton>
      )}
    </p>
  )
}
