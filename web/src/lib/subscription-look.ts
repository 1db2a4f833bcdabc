import type { SubscriptionStatus } from '../api/billing-types.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

const looks: Record<SubscriptionStatus, StateLook> = {
  // To the one who asked it is nothing to act on.
  requested: { ...states.subscription.requested, mark_tone: 'off', text: 'ink-2', trouble: false },
  active: states.subscription.active,
  trialing: states.subscription.trialing,
  past_due: states.subscription.past_due,
  paused: states.subscription.lapsed,
  unpaid: states.subscription.lapsed,
  incomplete: states.subscription.incomplete,
  canceled: states.subscription.ended,
  declined: states.subscription.declined,
}

/** How a subscription is shown, in the words of the design. */
export function subscriptionLook(status: SubscriptionStatus): StateLook {
  return looks[status]
}
