import { z } from 'zod'
import { Method, type Plan } from '../../billing/schema.ts'
import type { Capabilities, ProviderPrices } from '../../providers/provider.ts'
import type { FileStorage } from '../../repositories/read-file-storage.ts'
import { NativeScheduleShape, type ServerParams } from '../../servers/schema.ts'
import { RunSchedule } from '../schedule/schema.ts'

/** What the planner asks of a server. */
export type ServerFacts = {
  readonly size: string | null
  readonly plan_type: string
  /** A month, without backups. */
  readonly price: Money | null
  /** Null when nobody told. */
  readonly disk_bytes: number | null
  /** Of the newest native backup or snapshot whose size is known. */
  readonly newest_image_bytes: number | null
  /** Of the files of the newest file snapshot. */
  readonly newest_files_bytes: number | null
  /** Null where that is not known, or files are not to be priced. */
  readonly file_storage: FileStorage | null
  readonly has_agent: boolean
  /** The provider's own backups are on. */
  readonly native_on: boolean
  /** Whom the provider bills; null for a machine that stands at none. */
  readonly billed_to: 'operators' | 'organization' | null
}

export type SoldTerms = Pick<Plan, 'name' | 'retention_days' | 'methods' | 'plan_types'>

/** What somebody asks for. What is left out is as the plan has it. */
export type Wish = {
  /** `day` and `week`: at whatever time. */
  readonly schedule?: 'day' | 'week' | RunSchedule
  readonly retention_days?: number
}

/** What decides whether a method fits; prices do not. */
export type Terms = {
  readonly server: Pick<ServerFacts, 'size' | 'plan_type' | 'has_agent'>
  /** Null for a machine that stands at no provider. */
  readonly capabilities: Capabilities | null
  readonly plan: SoldTerms
  readonly wish: Wish
  /** Which hours of UTC hold a time of day follows from how the clocks stand then. Absent: the provider's usual hours. */
  readonly now?: string
}

export type KnownPrices = {
  readonly prices: ProviderPrices
  readonly source: 'provider' | 'operator'
  /** The day they are of. */
  readonly as_of: string
}

export type PlannerInput = Omit<Terms, 'server'> & {
  readonly server: ServerFacts
  readonly plan_price: Money
  /** The organization's subscription has a place on this plan for the server, or the server holds one. */
  readonly covered: boolean
  /** Null when none are known. */
  readonly prices: KnownPrices | null
  /** Absent: nothing is converted. */
  readonly rates?: readonly KnownRate[]
}

/** What the price of a provider's own backups follows from. */
export type NativeCostInput = Pick<PlannerInput, 'capabilities' | 'prices'> & {
  readonly server: Pick<ServerFacts, 'size' | 'price'>
}

const Money = z.object({ amount_minor: z.number().int(), currency: z.string() })
type Money = z.infer<typeof Money>

/** Those that nothing makes up for. */
export const barriers = [
  'no_provider',
  'not_offered',
  'size_not_sold',
  'no_slots',
  'not_in_plan',
  'plan_type_not_covered',
  'beyond_plan',
] as const
/** Those in which switching on refuses it; with the others it can be done, and gives less than was asked for. */
export const hindrances = [...barriers, 'keeps_too_short', 'life_too_short'] as const
export const shortfalls = ['keeps_too_few', 'too_few_slots', 'too_rare'] as const
export const WhyNotCode = z.enum([...hindrances, ...shortfalls])
export type WhyNotCode = z.infer<typeof WhyNotCode>
/** A reason before it is known what else would do. */
export type Lack = { readonly code: WhyNotCode; readonly message: string }

export const WhyNot = z.object({
  code: WhyNotCode,
  message: z.string().describe('What is asked for and what there is.'),
  alternative: z.string().describe('What would do instead.'),
})

export const offerWarnings = [
  'size_unknown',
  'purchase',
  'disable_in_panel',
  'disable_destroys',
  'list_in_panel',
  'restore_in_panel',
  'time_is_the_providers',
  'gaps',
  'deletes_before_making',
  'deleted_by_provider',
  'same_disk',
  'needs_native',
  'rollback_deletes_newer',
  'agent_missing',
] as const
export const OfferWarning = z.object({ code: z.enum(offerWarnings), message: z.string() })
export type OfferWarning = z.infer<typeof OfferWarning>

export const OfferSchedule = z.object({
  every: z.enum(['day', 'week', 'custom']),
  words: z.string(),
  native: NativeScheduleShape.nullable().describe('What the provider would be told; null where it is told nothing.'),
  run: RunSchedule.nullable().describe('When Backstay would take them; null where the provider does.'),
})
export type OfferSchedule = z.infer<typeof OfferSchedule>

export const Keeps = z.object({
  days: z.number().int().describe('How old the oldest becomes, for sure.'),
  count: z.number().int().describe('How many there are once the first has reached that age.'),
  words: z.string(),
})
export type Keeps = z.infer<typeof Keeps>

const OfferRestore = z.object({
  in_place: z.boolean().describe('Onto the same server, started from here.'),
  to_new: z.boolean().describe('As a new server, started from here.'),
  files: z.boolean().describe('Single files and folders.'),
})

export const KnownRate = z.object({
  from_currency: z.string(),
  to_currency: z.string(),
  rate: z.number().describe('What one of `from_currency` is worth in `to_currency`.'),
  as_of: z.iso.date().describe('The day that the rate is of.'),
})
export type KnownRate = z.infer<typeof KnownRate>

export const OfferStorage = z.object({
  first_bytes: z.number().int().nullable().describe('Of the first backup; null when that is not known.'),
  later_bytes: z.number().int().nullable().describe('Once as many are there as are kept; null when that is not known.'),
  after_days: z.number().int().describe('When there are as many.'),
  basis: z.string().describe('What is known of it, or why nothing is.'),
})
export type OfferStorage = z.infer<typeof OfferStorage>

export const ProviderCost = z.object({
  money: Money.nullable().describe('A month; null when it is not known, which `basis` then explains.'),
  estimate: z.boolean().describe('It rests on sizes that change, or on an upper bound.'),
  basis: z.string().describe('What it is made of.'),
  converted: Money.nullable().describe(
    'The same in the plan’s currency, by an entered rate; null where it is in that already, or no rate is entered.',
  ),
  billed_to: z.enum(['operators', 'organization']).nullable().describe('Whom the provider bills.'),
  as_of: z.iso.date().nullable().describe('The day that the prices are of; null where none was used.'),
})
export type ProviderCost = z.infer<typeof ProviderCost>

/** `dated`: prices of a day were used, or looked for in vain. */
export type PricedAt = Pick<ProviderCost, 'money' | 'estimate' | 'basis'> & { readonly dated: boolean }

export const MethodOffer = z
  .object({
    method: Method,
    fits: z.boolean().describe('It gives all that was asked for.'),
    addable: z
      .boolean()
      .describe('It can be switched on beside one that keeps what the plan promises, in the same place.'),
    available: z
      .boolean()
      .describe('It can be switched on under this plan, though it may give less than was asked for.'),
    why_not: z.array(WhyNot).describe('Empty where it fits.'),
    schedule: OfferSchedule.nullable(),
    keeps: Keeps.nullable().describe('What it really keeps; null where it cannot be done.'),
    restore: OfferRestore,
    warnings: z.array(OfferWarning),
    storage: OfferStorage.nullable().describe(
      'What its backups take up, wherever they lie; null where it cannot be done.',
    ),
    customer_pays: Money.describe('A month, beyond what the organization pays already.'),
    provider_cost: ProviderCost.nullable().describe('Null for all but operators.'),
    cheapest: z
      .enum(['of_all', 'of_known'])
      .nullable()
      .describe(
        'It costs least of all that fit, or of those whose cost is known; null where it does not, and for all but operators.',
      ),
    margin: Money.nullable().describe('A month: the plan’s price less what the operators pay. For operators.'),
    margin_unknown: z.string().nullable().describe('Why there is no margin to show. For operators.'),
  })
  .meta({ id: 'MethodOffer' })
export type MethodOffer = z.infer<typeof MethodOffer>

/** An offer without money. */
export type OfferDraft = Pick<MethodOffer, 'method' | 'schedule' | 'keeps' | 'restore' | 'warnings'> & {
  readonly lacks: readonly Lack[]
}
export type JudgedDraft = Omit<OfferDraft, 'lacks'> & Pick<MethodOffer, 'fits' | 'available' | 'addable' | 'why_not'>

export const MethodsQuery = z.object({
  plan_id: z
    .string()
    .max(60)
    .optional()
    .describe('Default: the plan whose place the server has; else one of its organization’s; else one that is sold.'),
  every: z.enum(['day', 'week']).optional().describe('How often one is wanted. Default: as it comes.'),
  schedule: z
    .string()
    .max(1_000)
    .transform((text, { issues }) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        issues.push({ code: 'custom', message: 'Expected a schedule as JSON.', input: text })
        return z.NEVER
      }
    })
    .pipe(RunSchedule)
    .optional()
    .describe('When exactly they are wanted, as JSON of a RunSchedule; in place of `every`.'),
  retention_days: z.coerce
    .number()
    .int('Expected whole days.')
    .min(1)
    .max(3_650)
    .optional()
    .describe('Default: what the plan keeps.'),
})
export type MethodsQuery = z.infer<typeof MethodsQuery> & z.infer<typeof ServerParams>

export const MethodOffers = z
  .object({
    plan: z.object({
      id: z.string(),
      name: z.string(),
      price: Money,
      retention_days: z.number().int(),
      covered: z.boolean().describe('There is a place for this server in a subscription already.'),
    }),
    prices: z
      .object({ source: z.enum(['provider', 'operator']), as_of: z.iso.date() })
      .nullable()
      .describe('Where the costs come from. Null for all but operators, and where no prices are known.'),
    rates: z.array(KnownRate).describe('Those that costs were converted with. For operators.'),
    data: z.array(MethodOffer).describe('Native backups, snapshots, files; daily before weekly.'),
    next_cursor: z.null(),
  })
  .meta({ id: 'MethodOffers' })
export type MethodOffers = z.infer<typeof MethodOffers>
