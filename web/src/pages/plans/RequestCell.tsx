import type { Subscription } from '../../api/billing-types.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { capital } from '../../lib/capital.ts'
import { subscriptionLook } from '../../lib/subscription-look.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './Plans.module.css'

/** Places that were asked for and do not count yet. */
export function RequestCell({ subscription, host }: { subscription: Subscription; host: string }) {
  const price = { amount_minor: subscription.price_minor * subscription.quantity, currency: subscription.currency }
  return (
    <section className={styles.subscription} aria-label={`Request: ${subscription.plan_name}`}>
      <div className={styles.line}>
        <h2 className={styles.title}>
          {subscription.plan_name}, {formatPlural(subscription.quantity, 'place')}
        </h2>
        <StateBadge look={subscriptionLook(subscription.status)} />
        <span className={styles.price}>
          <strong className="bs-num">{formatMoney(price)}</strong> <span className="bs-dim">a month</span>
        </span>
      </div>
      <p>
        {subscription.managed_in_stripe || subscription.stripe_subscription_id !== null
          ? 'Stripe adds them to your subscription, mostly within a minute. They count once that is confirmed.'
          : `${capital(host)} has been told and approves it. The places count from then on; nothing is billed before.`}
      </p>
      <p className={styles.small}>
        asked for by {subscription.requested_by} <Time iso={subscription.created_at} />
      </p>
    </section>
  )
}
