import type { Subscription } from '../api/billing-types.ts'
import { type StateLook, states } from '../ui/marks/states.ts'
import { subscriptionLook } from './subscription-look.ts'

/** How a subscription stands to those who run the installation: a request is theirs to answer, and only places that count are active. */
export function subscriptionStanding({ status, entitled }: Pick<Subscription, 'status' | 'entitled'>): StateLook {
  if (status === 'requested') return states.subscription.requested
  if (status === 'past_due' && !entitled) return states.subscription.lapsed
  // Its end has passed, and nobody wrote that down yet.
  if ((status === 'active' || status === 'trialing') && !entitled) return states.subscription.ended
  return subscriptionLook(status)
}
