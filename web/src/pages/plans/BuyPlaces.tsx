import type { Plan, Subscription } from '../../api/billing-types.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useAddBackupAddon, useCheckout } from '../../api/subscriptions.ts'
import { formatDay } from '../../format/format-day.ts'
import { formatMoney, type Money } from '../../format/format-money.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { capital } from '../../lib/capital.ts'
import { providersFor } from '../../lib/providers-for.ts'
import { useNow } from '../../lib/use-now.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { type OwnPlan, withOwn } from './own-plans.ts'
import styles from './Plans.module.css'

type Props = {
  organizationId: string
  plan: Plan | undefined
  /** What it has already. */
  own: readonly OwnPlan[]
  quantity: number
  /** Whether cards can be paid with here. */
  stripe: boolean
  /** There is a subscription by card already: more places go onto it. */
  byCard: boolean
  providers: readonly ProviderSummary[]
  /** How long places count on after a payment failed. */
  graceDays: number
  host: string
  whyNot: string | null
  onDone: (subscription: Subscription) => void
}

/** What buying does and does not do, what it comes to, and the button. */
export function BuyPlaces(props: Props) {
  const { plan, quantity, graceDays, host, whyNot } = props
  const way = wayOf(props)
  const addon = useAddBackupAddon()
  const checkout = useCheckout()
  const now = useNow()
  const chosen = plan && quantity > 0 ? { plan, quantity } : null
  const all = chosen && withOwn(props.own, { places: quantity, price: monthly(chosen.plan, quantity) })
  const send = () => {
    if (!chosen) return
    const input = { organization_id: props.organizationId, plan_id: chosen.plan.id, quantity: chosen.quantity }
    checkout.reset()
    if (way === 'checkout') checkout.mutate(input, { onSuccess: ({ url }) => location.assign(url) })
    else
      addon.mutate(input, {
        onSuccess: (subscription) => {
          showToast(
            subscription.status === 'active'
              ? { title: 'Places added.', message: 'No server was changed; switch backups on yourself.' }
              : {
                  title: 'Asked for.',
                  message: way === 'card' ? 'Stripe adds the places.' : `${capital(host)} has been told.`,
                },
          )
          props.onDone(subscription)
        },
      })
  }
  return (
    <Sheet columns="main-aside">
      <section className={styles.words}>
        <h2 className={styles.heading}>What buying does, and does not do</h2>
        <p>
          It adds places to your subscription and changes no server. You switch backups on yourself, server by server.
        </p>
        <p>{wayWords[way](host)}</p>
        <p>
          If a payment fails, the places count for {formatPlural(graceDays, 'more day')} and you are told here. No
          backup is deleted and none at your provider is switched off for non-payment.
        </p>
      </section>
      <section className={styles.sum} aria-live="polite">
        {chosen && props.providers.length > 0 && providersFor(chosen.plan, props.providers).length === 0 && (
          <Notice tone="warn" title={`No cloud here keeps ${formatPlural(chosen.plan.retention_days, 'day')} itself.`}>
            {chosen.plan.methods.includes('files')
              ? `Places on ${chosen.plan.name} are for backups of files, by the agent on the server. For images of whole servers choose a plan of fewer days.`
              : `Places on ${chosen.plan.name} cannot be used for now. Choose a plan of fewer days.`}
          </Notice>
        )}
        {chosen ? (
          <>
            <div className={styles.line}>
              <span>
                {formatPlural(chosen.quantity, 'more place')}, {chosen.plan.name}
              </span>
              <span className="bs-num">{formatMoney(monthly(chosen.plan, chosen.quantity))} a month</span>
            </div>
            {all && (
              <div className={styles.line}>
                <span className={styles.small}>With those you have, {formatPlural(all.places, 'place')}</span>
                <span className={styles.small}>{formatMoney(all.price)} a month</span>
              </div>
            )}
            <p className={styles.small}>
              {formatMoney(monthly(chosen.plan, 1))} for each place and month; price of{' '}
              {formatDay(chosen.plan.price_as_of, { now })}, taxes not included.
            </p>
          </>
        ) : (
          <p className="bs-second">
            {whyNot === null ? 'Choose a number of places on a plan above.' : 'Owners and managers add places.'}
          </p>
        )}
        <ActionButton
          variant="filled"
          fullWidth
          loading={addon.isPending || checkout.isPending}
          disabledReason={whyNot ?? (chosen ? null : 'Choose a number of places first.')}
          onClick={send}
        >
          {chosen ? verbOf(way, chosen) : 'Add places'}
        </ActionButton>
        <Refusal title="Nothing was added." error={addon.error ?? checkout.error} />
      </section>
    </Sheet>
  )
}

type Way = 'request' | 'checkout' | 'card'

function wayOf({ stripe, byCard, plan }: Props): Way {
  if (!stripe || plan?.buyable === false) return 'request'
  return byCard ? 'card' : 'checkout'
}

const wayWords: Record<Way, (host: string) => string> = {
  request: (host) =>
    `It is a request: ${host} approves it, and the places count from then on. Cards cannot be paid with here; ${host} bills you as agreed.`,
  checkout: () => 'You pay by card on a page of Stripe. The places count once Stripe confirms the payment.',
  card: () => 'They go onto the subscription that you pay by card; Stripe bills the rest of this month in proportion.',
}

function verbOf(way: Way, { plan, quantity }: { plan: Plan; quantity: number }): string {
  const places = formatPlural(quantity, 'place')
  if (way === 'request') return `Ask for ${places} on ${plan.name}`
  return way === 'checkout' ? `Pay for ${places} on ${plan.name}…` : `Add ${places} on ${plan.name}`
}

function monthly(plan: Plan, quantity: number): Money {
  return { amount_minor: plan.price_minor * quantity, currency: plan.currency }
}
