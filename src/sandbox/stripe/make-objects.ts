import type { Invoice, Item, List, Price, Subscription } from './objects.ts'

const monthSeconds = 30 * 86_400

export const listOf = <T>(url: string, data: T[], has_more = false): List<T> => ({
  object: 'list',
  data,
  has_more,
  url,
})

export const makePrice = (
  id: string,
  product: string,
  { unit_amount, currency, interval = 'month' }: { unit_amount: number; currency: string; interval?: 'month' | 'year' },
  created: number,
): Price => ({
  id,
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created,
  currency: currency.toLowerCase(),
  livemode: false,
  metadata: {},
  product,
  recurring: { interval, interval_count: 1, usage_type: 'licensed' },
  type: 'recurring',
  unit_amount,
})

export const makeSubscription = (
  id: string,
  customer: string,
  currency: string,
  metadata: Record<string, string>,
  created: number,
): Subscription => ({
  id,
  object: 'subscription',
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  created,
  currency,
  customer,
  ended_at: null,
  items: listOf(`/v1/subscription_items?subscription=${id}`, []),
  latest_invoice: null,
  livemode: false,
  metadata,
  pause_collection: null,
  start_date: created,
  status: 'active',
  trial_end: null,
})

export const makeItem = (
  id: string,
  subscription: string,
  price: Price,
  quantity: number,
  metadata: Record<string, string>,
  created: number,
): Item => ({
  id,
  object: 'subscription_item',
  created,
  current_period_end: created + monthSeconds,
  current_period_start: created,
  metadata,
  price,
  quantity,
  subscription,
})

export const makeInvoice = (
  id: string,
  subscription: Subscription,
  status: 'open' | 'paid',
  created: number,
): Invoice => ({
  id,
  object: 'invoice',
  amount_due: subscription.items.data.reduce((sum, item) => sum + (item.price.unit_amount ?? 0) * item.quantity, 0),
  attempt_count: 1,
  created,
  currency: subscription.currency,
  customer: subscription.customer,
  due_date: null,
  livemode: false,
  parent: {
    type: 'subscription_details',
    subscription_details: { subscription: subscription.id, metadata: { ...subscription.metadata } },
  },
  status,
  status_transitions: {
    finalized_at: created,
    marked_uncollectible_at: null,
    paid_at: status === 'paid' ? created : null,
    voided_at: null,
  },
})
