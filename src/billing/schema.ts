import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

export const Method = z.enum(['native', 'snapshot', 'files'])
export type Method = z.infer<typeof Method>

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true')
const stripe = z
  .boolean()
  .describe('Whether cards can be paid with here. If not, a purchase is a request to the operators.')

const PlanName = z.string().trim().min(1, 'Expected a name.').max(100)
const PlanDescription = z
  .string()
  .trim()
  .max(140, 'Expected at most 140 characters.')
  .regex(/^\P{Cc}*$/u, 'Expected one line of plain text.')
  .describe('A line of words below the price, as customers read it.')
const PriceMinor = z
  .number()
  .int()
  .min(0)
  .max(100_000_000)
  .describe('Per place and month, in minor units such as cents.')
const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Expected an ISO 4217 code in capitals, such as EUR.')
  .describe('ISO 4217.')
const PriceDate = z.iso.date('Expected a date, such as 2026-01-31.').describe('The day from which the price is known.')
const RetentionDays = z.number().int().min(1).max(3_650)
const Features = z.array(z.string().trim().min(1).max(200)).max(30)
const Methods = z
  .array(Method)
  .min(1, 'Expected at least one method.')
  .transform((methods) => Method.options.filter((method) => methods.includes(method)))
const PlanTypes = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'Expected a plan type, such as basic: letters, digits, - and _.'),
  )
  .min(1, 'Expected at least one plan type.')
  .max(50)
  .transform((types) => [...new Set(types)])
const StripePriceId = z
  .string()
  .regex(/^price_\w{1,200}$/, 'Expected the id of a price in Stripe (price_…).')
  .nullable()

export const Plan = z
  .object({
    id: idSchema('pln'),
    name: z.string(),
    description: z.string().describe('A line of words below the price; may be empty.'),
    price_minor: PriceMinor,
    currency: z.string().describe('ISO 4217.'),
    price_as_of: z.iso.date(),
    retention_days: z.number().int(),
    features: z.array(z.string()),
    methods: z.array(Method).describe('How servers on this plan may be protected.'),
    plan_types: z.array(z.string()).describe('The plan types of servers that this plan covers.'),
    buyable: z.boolean().describe('Whether it can be paid for by card here.'),
    stripe_price_id: z.string().nullable().describe('Null for all but operators.'),
    retired_at: z.iso.datetime().nullable().describe('Since when it is no longer sold. Subscriptions go on with it.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Plan' })
export type Plan = z.infer<typeof Plan>
export const PlanPage = pageOf(Plan).extend({
  stripe,
  grace_days: z.number().int().describe('How long places count on after a payment failed.'),
})
export type PlanPage = z.infer<typeof PlanPage>

export const ListPlansQuery = listQuery.extend({
  retired: yesOrNo.optional().describe('Only plans that are no longer sold, or only those that are.'),
})
export type ListPlansQuery = z.infer<typeof ListPlansQuery>
export const PlanParams = z.object({ plan_id: idSchema('pln') })

export const CreatePlanInput = z.object({
  name: PlanName,
  description: PlanDescription.optional(),
  price_minor: PriceMinor,
  currency: Currency,
  price_as_of: PriceDate.optional(),
  retention_days: RetentionDays,
  features: Features.default([]),
  methods: Methods.default([...Method.options]),
  plan_types: PlanTypes,
  stripe_price_id: StripePriceId.optional(),
})
export type CreatePlanInput = z.infer<typeof CreatePlanInput>

export const ChangePlanInput = z.object({
  name: PlanName.optional(),
  description: PlanDescription.optional(),
  price_minor: PriceMinor.optional(),
  currency: Currency.optional(),
  price_as_of: PriceDate.optional(),
  retention_days: RetentionDays.optional(),
  features: Features.optional(),
  methods: Methods.optional(),
  plan_types: PlanTypes.optional(),
  stripe_price_id: StripePriceId.optional(),
  retired: z.boolean().optional().describe('True takes it off sale, false puts it back.'),
})
export type ChangePlanInput = z.infer<typeof ChangePlanInput> & z.infer<typeof PlanParams>

export const SubscriptionStatus = z.enum([
  'requested',
  'active',
  'trialing',
  'past_due',
  'paused',
  'unpaid',
  'incomplete',
  'canceled',
  'declined',
])
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>
export const SubscriptionSource = z.enum(['grant', 'addon', 'request', 'stripe'])

const Quantity = z
  .number()
  .int('Expected a whole number of places.')
  .min(1, 'Expected at least one place.')
  .max(10_000, 'Expected at most 10,000 places.')
  .describe('Places: one protects one server.')

export const Subscription = z
  .object({
    id: idSchema('sub'),
    organization_id: idSchema('org'),
    organization_name: z.string(),
    plan_id: idSchema('pln'),
    plan_name: z.string(),
    quantity: z.number().int().describe('Places: one protects one server.'),
    status: SubscriptionStatus,
    source: SubscriptionSource,
    entitled: z.boolean().describe('Whether its places count now.'),
    entitled_until: z.iso.datetime().nullable().describe('When its places stop to count, if nothing changes.'),
    price_minor: z.number().int().describe('Agreed, per place and month, in minor units.'),
    currency: z.string(),
    price_as_of: z.iso.date(),
    past_due_since: z.iso.datetime().nullable(),
    current_period_end: z.iso.datetime().nullable(),
    ends_at: z.iso.datetime().nullable(),
    reason: z.string().nullable().describe('Why it was declined or ended.'),
    managed_in_stripe: z.boolean().describe('Then it is changed and ended there, or in the billing portal.'),
    stripe_subscription_id: z.string().nullable(),
    merged_into: idSchema('sub').nullable().describe('The subscription that holds the places of this add-on.'),
    requested_by: z.string(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.infer<typeof Subscription>
export const SubscriptionPage = pageOf(Subscription).extend({ stripe })
export type SubscriptionPage = z.infer<typeof SubscriptionPage>
export const SubscriptionParams = z.object({ subscription_id: idSchema('sub') })

export const ListSubscriptionsQuery = listQuery.extend({
  organization_id: z.string().optional(),
  plan_id: z.string().optional(),
  status: SubscriptionStatus.optional(),
  paying: z
    .literal('true')
    .optional()
    .describe('Those that bring something this month: active, or past due, and not ended.'),
})
export type ListSubscriptionsQuery = z.infer<typeof ListSubscriptionsQuery>

const OwnOrganization = idSchema('org').optional().describe('Needed by operators and members of several organizations.')

export const CreateSubscriptionInput = z.object({
  organization_id: OwnOrganization,
  plan_id: idSchema('pln'),
  quantity: Quantity,
  ends_at: z.iso.datetime().optional().describe('For operators: when it ends by itself.'),
})
export type CreateSubscriptionInput = z.infer<typeof CreateSubscriptionInput>

export const ChangeSubscriptionInput = z.object({
  status: z
    .enum(['active', 'declined', 'canceled'])
    .optional()
    .describe('`active` approves a request, `declined` declines it, `canceled` ends the subscription now.'),
  quantity: Quantity.optional(),
  ends_at: z.iso.datetime().nullable().optional().describe('When it ends by itself; null takes that back.'),
  reason: z.string().trim().min(1).max(500).optional().describe('For the customer to read.'),
})
export type ChangeSubscriptionInput = z.infer<typeof ChangeSubscriptionInput> & z.infer<typeof SubscriptionParams>

export const PurchaseInput = z.object({
  organization_id: OwnOrganization,
  plan_id: idSchema('pln'),
  quantity: Quantity,
})
export type PurchaseInput = z.infer<typeof PurchaseInput>

export const Entitlement = z
  .object({
    plans: z.array(
      z.object({
        plan_id: idSchema('pln'),
        plan_name: z.string(),
        places: z.number().int().describe('How many servers may be protected on this plan.'),
        plan_types: z.array(z.string()),
        methods: z.array(Method),
        retention_days: z.number().int(),
        until: z.iso.datetime().nullable().describe('When the first of these places end, if nothing changes.'),
        status: z.enum(['active', 'trialing', 'past_due']).describe('The weakest among the subscriptions behind it.'),
      }),
    ),
  })
  .meta({ id: 'Entitlement' })
export type Entitlement = z.infer<typeof Entitlement>
export const EntitlementParams = z.object({ organization_id: idSchema('org') })

export const PortalInput = z.object({ organization_id: OwnOrganization })
export const StripePage = z.object({ url: z.string().describe('A page of Stripe to send the person to.') })
export type StripePage = z.infer<typeof StripePage>

export const StripeEventState = z.enum(['pending', 'handled', 'ignored', 'unhandled', 'dismissed'])
export const StripeEvent = z
  .object({
    id: z.string(),
    type: z.string(),
    stripe_subscription_id: z.string().nullable(),
    stripe_customer_id: z.string().nullable(),
    stripe_created_at: z.iso.datetime(),
    received_at: z.iso.datetime(),
    state: StripeEventState.describe('`unhandled` waits for a person: `reason` says why and what to do.'),
    reason: z.string().nullable(),
    handled_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StripeEvent' })
export type StripeEvent = z.infer<typeof StripeEvent>
export const StripeEventPage = pageOf(StripeEvent)
export const ListStripeEventsQuery = listQuery.extend({ state: StripeEventState.optional() })
export type ListStripeEventsQuery = z.infer<typeof ListStripeEventsQuery>
export const StripeEventParams = z.object({ stripe_event_id: z.string().regex(/^evt_\w{1,200}$/) })
export const SettleStripeEventInput = z.object({
  state: z.enum(['pending', 'dismissed']).describe('`pending` tries it again, `dismissed` puts it aside.'),
})
export type SettleStripeEventInput = z.infer<typeof SettleStripeEventInput> & z.infer<typeof StripeEventParams>
