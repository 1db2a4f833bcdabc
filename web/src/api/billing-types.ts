import type { Method } from './server-types.ts'
import type { List } from './types.ts'

export type Plan = {
  id: string
  name: string
  /** A line of words below the price; may be empty. */
  description: string
  price_minor: number
  currency: string
  price_as_of: string
  retention_days: number
  features: string[]
  methods: Method[]
  plan_types: string[]
  /** Whether it can be paid for by card here. */
  buyable: boolean
  /** Null for all but operators. */
  stripe_price_id: string | null
  retired_at: string | null
  created_at: string
  updated_at: string
}

/** `stripe` says whether cards can be paid with here; without it a purchase is a request to the operators. */
export type PlanPage = List<Plan> & { stripe: boolean; grace_days: number }

export type SubscriptionStatus =
  | 'requested'
  | 'active'
  | 'trialing'
  | 'past_due'
  | 'paused'
  | 'unpaid'
  | 'incomplete'
  | 'canceled'
  | 'declined'

export type Subscription = {
  id: string
  organization_id: string
  organization_name: string
  plan_id: string
  plan_name: string
  /** Places: one protects one server. */
  quantity: number
  status: SubscriptionStatus
  source: 'grant' | 'addon' | 'request' | 'stripe'
  /** Whether its places count now. */
  entitled: boolean
  entitled_until: string | null
  /** Agreed, per place and month. */
  price_minor: number
  currency: string
  price_as_of: string
  past_due_since: string | null
  current_period_end: string | null
  ends_at: string | null
  /** Why it was declined or ended. */
  reason: string | null
  /** Then it is changed and ended there, or in the billing portal. */
  managed_in_stripe: boolean
  stripe_subscription_id: string | null
  merged_into: string | null
  requested_by: string
  created_at: string
  updated_at: string
}

export type SubscriptionPage = List<Subscription> & { stripe: boolean }

export type SubscriptionFilters = {
  organization_id?: string
  plan_id?: string
  status?: SubscriptionStatus
  paying?: 'true'
}

export type EntitledPlan = {
  plan_id: string
  plan_name: string
  places: number
  places_used: number
  plan_types: string[]
  methods: Method[]
  retention_days: number
  status: 'active' | 'trialing' | 'past_due'
  /** When the first of these places end, if nothing changes. */
  until: string | null
}

export type Entitlement = { plans: EntitledPlan[] }

export type PurchaseInput = { organization_id?: string; plan_id: string; quantity: number }

export type NewPlanInput = {
  name: string
  description?: string
  price_minor: number
  currency: string
  price_as_of?: string
  retention_days: number
  features?: string[]
  methods?: Method[]
  plan_types: string[]
  stripe_price_id?: string | null
}

export type ChangePlanInput = Partial<NewPlanInput> & { retired?: boolean }

export type ChangeSubscriptionInput = {
  /** `active` approves a request, `declined` declines it, `canceled` ends the subscription now. */
  status?: 'active' | 'declined' | 'canceled'
  quantity?: number
  ends_at?: string | null
  /** For the customer to read. */
  reason?: string
}
