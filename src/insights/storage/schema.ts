import { z } from 'zod'
import { idSchema } from '../../lib/ids.ts'
import { listQuery } from '../../lib/pagination.ts'
import { KnownRate } from '../../protections/planner/schema.ts'
import { StorageUsage } from '../../repositories/schema.ts'
import { Converted } from '../overview/schema.ts'

const minor = z.number().int().describe('In the smallest unit of the currency, such as cents.')
const Method = z.enum(['native', 'snapshot', 'files'])
const assumptions = z.array(z.string()).describe('What it rests on, in sentences.')

/** Of one currency: amounts of several stand side by side. */
export const MonthAmount = z.object({
  currency: z.string(),
  so_far_minor: minor,
  estimate_minor: minor.describe('For the whole month.'),
})
export type MonthAmount = z.infer<typeof MonthAmount>

export const MonthCost = z.object({
  month: z.string().describe('Such as 2026-01.'),
  through: z.iso.date().nullable().describe('The last day in `so_far`; null while no day of the month is over.'),
  amounts: z.array(MonthAmount).describe('One for each currency; empty where nothing is known.'),
  of_files: z
    .array(MonthAmount)
    .describe('What of `amounts` the storage of files costs the operators, whomever the provider bills.'),
  billed_to: z.enum(['operators', 'organization']).nullable().describe('Whom the provider bills.'),
  prices_as_of: z.iso.date().nullable().describe('The oldest prices in it.'),
  unknown: z.array(Method).describe('Methods in use of which the cost is not known.'),
  assumptions,
})
export type MonthCost = z.infer<typeof MonthCost>

const bytes = z.number().int().nullable()
export const ServerStorage = StorageUsage.extend({
  days: z
    .array(z.object({ day: z.iso.date(), native: bytes, snapshot: bytes, files: bytes, points: z.number().int() }))
    .describe('Bytes by method at the end of each day (UTC), oldest first; null: the method held nothing then.'),
  month: MonthCost.nullable().describe('What the provider asks, and the storage of files. Null for all but operators.'),
}).meta({ id: 'ServerStorage' })
export type ServerStorage = z.infer<typeof ServerStorage>

const isoDay = z.iso.date()
export const StorageAnalyticsQuery = listQuery.extend({
  by: z.enum(['provider', 'organization']).default('provider'),
  from: isoDay.optional().describe('Default: 30 days before `to`.'),
  to: isoDay.optional().describe('Default: yesterday, the last day that is over.'),
  organization_id: idSchema('org').optional().describe('Only this one.'),
  sort: z
    .enum(['name', '-bytes'])
    .default('name')
    .describe('With `by=organization`: by name, or what took up most at the end of the period first.'),
})
export type StorageAnalyticsQuery = z.infer<typeof StorageAnalyticsQuery>

const StorageDay = z.object({
  day: isoDay,
  points: z.number().int(),
  bytes: z.number().int(),
  native: z.number().int(),
  snapshot: z.number().int(),
  files: z.number().int(),
})
export type StorageDay = z.infer<typeof StorageDay>

export const StorageAnalytics = z
  .object({
    by: z.enum(['provider', 'organization']),
    from: isoDay,
    to: isoDay,
    data: z.array(z.object({ id: z.string(), name: z.string(), days: z.array(StorageDay) })),
    next_cursor: z.string().nullable().describe('Null on the last page.'),
  })
  .meta({ id: 'StorageAnalytics' })
export type StorageAnalytics = z.infer<typeof StorageAnalytics>

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Expected a month such as 2026-01.')
export const CostQuery = listQuery.extend({
  by: z.enum(['provider', 'organization', 'month']).default('provider'),
  month: month.optional().describe('Default: this month. With `by=month`, the last of the months.'),
})
export type CostQuery = z.infer<typeof CostQuery>

const apart = z
  .string()
  .nullable()
  .describe('Why amounts of several currencies are not one, in a sentence; null where they are.')

const inOne = Converted.nullable()
const CostRow = z.object({
  id: z.string().describe('The provider, the organization, or the month.'),
  name: z.string(),
  amounts: z.array(MonthAmount),
  converted: z
    .object({ so_far: inOne, estimate: inOne, now: inOne })
    .describe(
      'The amounts as one sum each, in the currency that most plans are priced in; null where a rate is missing, or all is in it anyway.',
    ),
  unpriced: z.number().int().describe('Servers’ methods of which the cost was not known on the last day.'),
  now: z
    .object({ amounts: z.array(z.object({ currency: z.string(), amount_minor: minor })), unpriced: z.number().int() })
    .nullable()
    .describe(
      'By provider in this month: what stands there now costs a month, and how many ways of backing up have no known price.',
    ),
})
export type CostRow = z.infer<typeof CostRow>
export const CostAnalytics = z
  .object({
    by: z.enum(['provider', 'organization', 'month']),
    month: z.string(),
    through: z.iso.date().nullable().describe('The last day that is written down.'),
    data: z.array(CostRow),
    apart,
    assumptions,
    next_cursor: z.string().nullable().describe('Null on the last page.'),
  })
  .meta({ id: 'CostAnalytics' })
export type CostAnalytics = z.infer<typeof CostAnalytics>

export const marginSorts = ['name', '-name', 'revenue', '-revenue', 'cost', '-cost', 'margin', '-margin'] as const
export type MarginSort = (typeof marginSorts)[number]

export const RevenueQuery = listQuery.extend({
  by: z.enum(['plan', 'organization']).default('plan'),
  sort: z
    .enum(marginSorts)
    .default('name')
    .describe(
      'With `by=organization`; `-` for descending. Amounts of several currencies are not compared, and stand last with those that are not known.',
    ),
  months: z.coerce
    .number()
    .int()
    .min(1)
    .max(36)
    .default(12)
    .describe('How many months back, this one included. With `by=plan`.'),
})
export type RevenueQuery = z.infer<typeof RevenueQuery>

const RevenueMonth = z.object({
  month: z.string(),
  projected: z.boolean().describe('Still to come.'),
  plan_id: z.string(),
  plan_name: z.string(),
  currency: z.string(),
  revenue_minor: minor.describe('A month, as at the month’s end; of this month, as now.'),
  places: z.number().int(),
})
export type RevenueMonth = z.infer<typeof RevenueMonth>
export const CustomerMargin = z.object({
  organization_id: z.string(),
  name: z.string(),
  revenue: z.array(z.object({ currency: z.string(), amount_minor: minor })),
  cost: z
    .array(z.object({ currency: z.string(), amount_minor: minor }))
    .describe('What stands there now costs a month, worked out each minute.'),
  unpriced: z.number().int().describe('Images of which the cost is not known; they are not in it.'),
  margin: z.object({ currency: z.string(), amount_minor: minor }).nullable(),
  margin_unknown: z.string().nullable().describe('Why there is no margin to show.'),
  margin_rates: z
    .array(KnownRate)
    .describe('Those that the margin was converted with, into the currency that most plans are priced in.'),
})
export type CustomerMargin = z.infer<typeof CustomerMargin>

const amount = z.object({ currency: z.string(), amount_minor: minor })
export const ServerCharge = z.object({
  method: Method,
  money: amount
    .nullable()
    .describe('A month, as it is now; null where that is not known, which `basis` then explains.'),
  basis: z.string().describe('What it is made of.'),
  charged: z.boolean().describe('It is asked for now; else once the method is on again.'),
  as_of: isoDay.nullable().describe('The day that the price is of; null where none was used.'),
})
export type ServerCharge = z.infer<typeof ServerCharge>

export const ServerMargin = z
  .object({
    charges: z.array(ServerCharge).describe('One for each method that is on, wanted, or holds anything.'),
    billed_to: z.enum(['operators', 'organization']).nullable().describe('Whom the provider bills.'),
    sold: z
      .object({ plan_name: z.string(), money: amount })
      .nullable()
      .describe('What the place of the server brings a month; null where no place is paid for.'),
    cost: z.array(amount).describe('What the operators pay of the charges a month, one for each currency.'),
    ...CustomerMargin.pick({ margin: true, margin_unknown: true, margin_rates: true }).shape,
  })
  .meta({ id: 'ServerMargin' })
export type ServerMargin = z.infer<typeof ServerMargin>

export const RevenueAnalytics = z
  .object({
    by: z.enum(['plan', 'organization']),
    month: z.string(),
    months: z.array(RevenueMonth).describe('With `by=plan`: oldest first, the next three months after this one.'),
    customers: z.array(CustomerMargin).describe('With `by=organization`: a page of customers.'),
    assumptions,
    next_cursor: z.string().nullable().describe('Null on the last page.'),
  })
  .meta({ id: 'RevenueAnalytics' })
export type RevenueAnalytics = z.infer<typeof RevenueAnalytics>

export const MoneyQuery = z.object({
  months: z.coerce.number().int().min(1).max(36).default(12).describe('How many months back, this one included.'),
})
export type MoneyQuery = z.infer<typeof MoneyQuery>

const MoneyMonth = z.object({
  month: z.string(),
  projected: z.boolean().describe('Still to come.'),
  revenue_minor: minor.nullable(),
  cost_minor: minor.nullable().describe('Null: there is no record of it.'),
})
export type MoneyMonth = z.infer<typeof MoneyMonth>

export const MoneyAnalytics = z
  .object({
    month: z.string().describe('This one.'),
    since: isoDay.nullable().describe('The first day on record; null while there is none.'),
    through: isoDay.nullable().describe('The last day that is written down.'),
    currencies: z
      .array(z.object({ currency: z.string(), months: z.array(MoneyMonth) }))
      .describe('Each by itself: nothing is converted. Oldest first, the next three months after this one.'),
    converted: z
      .object({ currency: z.string(), months: z.array(MoneyMonth), rates: z.array(KnownRate) })
      .nullable()
      .describe(
        'All of them as one in the currency that most plans are priced in, every month by the rates as they are now. Null where a rate is missing, or all is in it anyway.',
      ),
    apart,
    unpriced: z.number().int().describe('Images of servers of which the cost was not known on that day.'),
    projection: z.string().describe('In a few words, what the projection rests on.'),
    assumptions,
  })
  .meta({ id: 'MoneyAnalytics' })
export type MoneyAnalytics = z.infer<typeof MoneyAnalytics>

export const ExportAnalyticsQuery = z.object({
  table: z.enum(['storage', 'cost', 'money', 'revenue', 'margin']),
  from: isoDay.optional().describe('Of `storage`.'),
  to: isoDay.optional().describe('Of `storage`.'),
  month: month.optional().describe('Of `cost`.'),
  months: MoneyQuery.shape.months.describe('Of `money` and `revenue`.'),
  sort: z.enum(marginSorts).default('name').describe('Of `margin`.'),
})
export type ExportAnalyticsQuery = z.infer<typeof ExportAnalyticsQuery>
