import type { SubscriptionStatus } from './schema.ts'

/**
 * What people may do with a subscription that Stripe does not manage: approve or decline a request, end what runs. What Stripe
 * manages takes whatever status Stripe says.
 */
export const subscriptionMoves = {
  requested: ['active', 'declined'],
  active: ['canceled'],
  trialing: ['canceled'],
  past_due: ['canceled'],
  paused: ['canceled'],
  unpaid: ['canceled'],
  incomplete: ['canceled'],
  canceled: [],
  declined: [],
} as const satisfies Record<SubscriptionStatus, readonly SubscriptionStatus[]>

/** With which an organization has places, the last as long as its grace period lasts. */
export const entitlingStatuses = ['active', 'trialing', 'past_due'] as const satisfies readonly SubscriptionStatus[]
