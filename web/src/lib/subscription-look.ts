import type { Subscription } from '../api/billing-types.ts'
import { type StateLook, states } from '../ui/marks/states.ts'

type Standing = Pick<Subscription, 'status' | 'entitled'>

/** How a subscription stands, in the words of the design: past due is in grace while its places count, lapsed after that. */
export function subscriptionLook({ status, entitled }: Standing): StateLook {
  const { subscription } = states
  if (status === 'requested' || status === 'incomplete' || status === 'declined') return subscription[status]
  if (status === 'canceled') return subscription.ended
  if (status === 'paused' || status === 'unpaid') return subscription.lapsed
  if (status === 'past_due') return entitled ? subscription.past_due : subscription.lapsed
  // Its end has passed, and nobody wrote that down yet.
  return entitled ? subscription[status] : subscription.ended
}
