import { z } from 'zod'

const Id = z.string().regex(/^\w{1,200}$/)
const reference = z
  .union([Id, z.object({ id: Id }).transform(({ id }) => id)])
  .nullish()
  .catch(null)

/** The little that we read of an event. Everything else is asked for when it is handled. */
const event = z.object({
  id: z.string().regex(/^evt_\w{1,200}$/),
  type: z.string().regex(/^[\w.]{1,200}$/),
  created: z.number().int().min(0).max(253_402_300_799),
  data: z.object({
    object: z.looseObject({
      id: Id.nullish().catch(null),
      customer: reference,
      subscription: reference,
      parent: z
        .object({ subscription_details: z.object({ subscription: reference }).nullish() })
        .nullish()
        .catch(null),
    }),
  }),
})

export type EventFacts = {
  id: string
  type: string
  created: number
  stripe_subscription_id: string | null
  stripe_customer_id: string | null
  /** `sync` asks Stripe for the subscription, `review` is for a person to decide, `ignore` tells us nothing. */
  means: 'sync' | 'review' | 'ignore'
}

/** What an event is about, whichever API version its payload follows; null when it is no event. */
export const eventFacts = (payload: unknown): EventFacts | null => {
  const parsed = event.safeParse(payload)
  if (!parsed.success) return null
  const { id, type, created, data } = parsed.data
  const { object } = data
  // An invoice named its subscription directly until 2025, and has since named it under `parent`.
  const named = object.parent?.subscription_details?.subscription ?? object.subscription ?? null
  const subscriptionId = type.startsWith('customer.subscription.') ? (object.id ?? null) : named
  const customerId = type.startsWith('customer.') && object.customer == null ? object.id : object.customer
  return {
    id,
    type,
    created,
    stripe_subscription_id: subscriptionId,
    stripe_customer_id: customerId ?? null,
    means: meaningOf(type, subscriptionId),
  }
}

const meaningOf = (type: string, subscriptionId: string | null): EventFacts['means'] => {
  if (type === 'charge.refunded' || type === 'charge.dispute.created') return 'review'
  const concerns = /^(checkout\.session|customer\.subscription|invoice)\./.test(type)
  return concerns && subscriptionId !== null && /^sub_\w{1,200}$/.test(subscriptionId) ? 'sync' : 'ignore'
}
