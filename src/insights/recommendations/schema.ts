import { z } from 'zod'
import { idSchema } from '../../lib/ids.ts'
import { listQuery, pageOf } from '../../lib/pagination.ts'
import { Method } from '../../protections/schema.ts'

export const RecommendationKind = z.enum([
  'drift',
  'stale',
  'beyond_subscription',
  'unprotected',
  'longer_retention',
  'cheaper_method',
  'unused_places',
])
export type RecommendationKind = z.infer<typeof RecommendationKind>

const count = z.number().int()

/** What servers that matter are kept for at least. */
export const wantedDays = 30
const Named = { server_id: z.string(), server_name: z.string() }
const Money = z.object({ amount_minor: count, currency: z.string() })

/** What the words of each kind are made of; kept in its row. */
export const Facts = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('unprotected'),
    servers: count,
    critical: count,
    example: z.string(),
    free_places: count.describe('Places that cover some of them.'),
  }),
  z.object({
    kind: z.literal('stale'),
    ...Named,
    last_backup_at: z.string().nullable(),
    method: z.enum(['files', 'snapshot']).nullable().describe('What can be backed up at once.'),
  }),
  z.object({ kind: z.literal('drift'), ...Named, method: Method, desired_state: z.enum(['on', 'off']) }),
  z.object({
    kind: z.literal('cheaper_method'),
    ...Named,
    from: z.array(Method),
    to: Method,
    saves: Money,
    keeps_days: count,
  }),
  z.object({
    kind: z.literal('longer_retention'),
    why: z.enum(['critical', 'group']),
    name: z.string().describe('Of the server, or what the names of the group begin with.'),
    targets: z.array(z.object({ server_id: z.string(), method: z.enum(['files', 'snapshot']) })),
    servers: count,
    kept_days: count,
  }),
  z.object({
    kind: z.literal('unused_places'),
    plan_id: z.string(),
    plan_name: z.string(),
    places: count,
    used: count,
    plan_types: z.array(z.string()),
    unprotected: count.describe('Servers without backups that the plan covers.'),
  }),
  z.object({
    kind: z.literal('beyond_subscription'),
    plan_id: z.string(),
    plan_name: z.string(),
    servers: count,
    price: Money,
  }),
])
export type Facts = z.infer<typeof Facts>

/** A recommendation as it is worked out, before anybody said anything to it. */
export type Draft = {
  organization_id: string
  /** A server, a plan, a group, or the organization itself. */
  subject_id: string
  facts: Facts
  /** How much it is about. What was dismissed comes back when this grew by a quarter, or the situation is another. */
  extent: number
  situation: string
  operators_only: boolean
}

export const RecommendationState = z.enum(['open', 'snoozed', 'dismissed', 'applied'])
export type RecommendationState = z.infer<typeof RecommendationState>

export const Recommendation = z
  .object({
    id: idSchema('rec'),
    kind: RecommendationKind,
    organization_id: z.string(),
    organization_name: z.string(),
    title: z.string(),
    reason: z.string(),
    effect: z.object({
      kind: z.enum(['saves', 'costs', 'revenue', 'risk']),
      money: Money.nullable().describe('A month; null where it is not about money, or nobody knows.'),
      words: z.string(),
    }),
    server_id: z.string().nullable(),
    plan_id: z.string().nullable(),
    list: z.string().nullable().describe('The list of what it is about.'),
    apply: z.object({
      words: z.string().describe('What applying does.'),
      why_not: z
        .string()
        .nullable()
        .describe('Why it cannot be done from here, and what to do instead. Null where it can.'),
    }),
    state: RecommendationState,
    snoozed_until: z.iso.datetime().nullable(),
    dismissed: z.object({ at: z.iso.datetime(), by: z.string(), why: z.string().nullable() }).nullable(),
    applied: z
      .object({ at: z.iso.datetime(), by: z.string(), run_id: z.string().nullable(), message: z.string() })
      .nullable(),
    first_seen_at: z.iso.datetime(),
  })
  .meta({ id: 'Recommendation' })
export type Recommendation = z.infer<typeof Recommendation>
export const RecommendationPage = pageOf(Recommendation).extend({
  as_of: z.iso.datetime().nullable().describe('When all of them were worked out, every five minutes.'),
})
export const RecommendationParams = z.object({ recommendation_id: idSchema('rec') })

export const ListRecommendationsQuery = listQuery.extend({
  organization_id: z.string().max(60).optional(),
  kind: RecommendationKind.optional(),
  state: RecommendationState.default('open'),
})
export type ListRecommendationsQuery = z.infer<typeof ListRecommendationsQuery>

export const SnoozeInput = z.object({ until: z.iso.datetime().describe('Not shown before then.') })
export const DismissInput = z.object({
  why: z.string().trim().max(500).optional().describe('For those who ask later.'),
})

export const AppliedResult = z.object({ run_id: z.string().nullable(), message: z.string() })
export type AppliedResult = z.infer<typeof AppliedResult>
