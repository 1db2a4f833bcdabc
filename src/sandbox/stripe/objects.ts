import type Stripe from 'stripe'

/**
 * The parts of Stripe's objects that Backstay or a person looks at, in Stripe's own shape of API version 2026-10-28.endive:
 * periods stand on the items of a subscription, and an invoice names its subscription under `parent`.
 */
export type Price = Pick<
  Stripe.Price,
  | 'id'
  | 'object'
  | 'active'
  | 'billing_scheme'
  | 'created'
  | 'currency'
  | 'livemode'
  | 'metadata'
  | 'type'
  | 'unit_amount'
> & { product: string; recurring: { interval: 'month' | 'year'; interval_count: number; usage_type: 'licensed' } }

export type Customer = Pick<Stripe.Customer, 'id' | 'object' | 'created' | 'email' | 'livemode' | 'metadata'> & {
  name: string | null
}

export type Item = Pick<
  Stripe.SubscriptionItem,
  'id' | 'object' | 'created' | 'current_period_end' | 'current_period_start' | 'metadata' | 'subscription'
> & { price: Price; quantity: number }

export type Subscription = Pick<
  Stripe.Subscription,
  | 'id'
  | 'object'
  | 'cancel_at'
  | 'cancel_at_period_end'
  | 'canceled_at'
  | 'created'
  | 'currency'
  | 'ended_at'
  | 'livemode'
  | 'metadata'
  | 'pause_collection'
  | 'start_date'
  | 'trial_end'
> & { status: string; customer: string; items: List<Item>; latest_invoice: string | null }

export type Invoice = Pick<
  Stripe.Invoice,
  'id' | 'object' | 'amount_due' | 'attempt_count' | 'created' | 'currency' | 'due_date' | 'livemode'
> & {
  customer: string
  status: 'open' | 'paid' | 'void' | 'uncollectible'
  status_transitions: { finalized_at: number; paid_at: number | null; voided_at: null; marked_uncollectible_at: null }
  parent: {
    type: 'subscription_details'
    subscription_details: { subscription: string; metadata: Record<string, string> }
  }
}

export type Session = Pick<
  Stripe.Checkout.Session,
  'id' | 'object' | 'cancel_url' | 'client_reference_id' | 'created' | 'livemode' | 'metadata' | 'success_url' | 'url'
> & {
  mode: 'subscription'
  customer: string
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  subscription: string | null
  expires_at: number
}

export type PortalSession = Pick<
  Stripe.BillingPortal.Session,
  'id' | 'object' | 'created' | 'livemode' | 'return_url' | 'url'
> & { customer: string }

export type List<T> = { object: 'list'; data: T[]; has_more: boolean; url: string }

export type StripeEvent = Pick<
  Stripe.Event,
  'id' | 'object' | 'api_version' | 'created' | 'livemode' | 'pending_webhooks'
> & {
  type: string
  data: { object: object }
  request: { id: null; idempotency_key: null }
}

/** What a Checkout session will buy; Stripe does not show it on the session itself. */
export type Wish = { price: string; quantity: number; metadata: Record<string, string> }
