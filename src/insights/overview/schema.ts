import { z } from 'zod'
import { KnownRate } from '../../protections/planner/schema.ts'
import { Run } from '../../runs/schema.ts'
import { ServerProvider, WorstServer } from '../../servers/schema.ts'

const count = z.number().int()

export const Figure = z
  .object({ count, list: z.string().describe('The list of this API that has exactly these.') })
  .meta({ id: 'Figure' })
export type Figure = z.infer<typeof Figure>

/** Servers in trouble, by what is wrong; and what else waits for a hand. */
export const attentionKinds = [
  'missing',
  'missed',
  'failed',
  'drill_failed',
  'drifted',
  'needs_operator',
  'at_risk',
  'paused',
  'unprotected',
] as const
export const Attention = z.object({
  kind: z.enum([...attentionKinds, 'account_failing', 'operator_task']),
  count,
  list: z.string(),
  example: WorstServer.nullable().describe('The worst of the servers; null where it is not about servers.'),
  about: z
    .string()
    .nullable()
    .describe('What else stands for them: the account’s label and reason, or the task’s title.'),
})
export type Attention = z.infer<typeof Attention>

export const FleetDay = z.object({
  day: z.iso.date(),
  good: count,
  warning: count,
  missed: count.describe('Backups that did not come, and those that failed.'),
})
export type FleetDay = z.infer<typeof FleetDay>

export const FleetRow = z.object({
  provider: ServerProvider,
  servers: count,
  list: z.string().describe('Its servers; with `&day=…&went=…` those of a cell.'),
  days: z.array(FleetDay).describe('The last 30 days in UTC, oldest first.'),
})
export type FleetRow = z.infer<typeof FleetRow>

export const Amount = z.object({ amount_minor: count, currency: z.string() })
export type Amount = z.infer<typeof Amount>

/** Amounts of other currencies too, as one sum in the operators' own: the one that most of their plans are priced in. */
export const Converted = Amount.extend({ rates: z.array(KnownRate).describe('Those that it was converted with.') })
export type Converted = z.infer<typeof Converted>

export const MonthlyCost = z.object({
  amounts: z
    .array(Amount)
    .describe('Of what is known, one for each currency that costs anything: nothing is converted.'),
  converted: Converted.nullable().describe(
    'All of them as one sum in the currency that most plans are priced in. Null where a rate is missing, or all is in it anyway.',
  ),
  known: count.describe('Ways of backing up, one server by one method each, whose price is known.'),
  unknown: count.describe('Those left out, since nobody told what they cost.'),
  prices_as_of: z.iso.date().nullable().describe('The oldest day that the prices used are of.'),
})
export type MonthlyCost = z.infer<typeof MonthlyCost>

export const MonthlyRevenue = z.object({
  amounts: z.array(Amount).describe('One for each currency that brings anything: nothing is converted.'),
  places: count.describe('That are paid for.'),
  places_used: count.describe('Servers that take a place, paid for or not.'),
  list: z.string().describe('The subscriptions; the sum of price by quantity over it.'),
  margin: Amount.nullable().describe('Revenue less `monthly_cost`, where that can be told.'),
  margin_unknown: z.string().nullable().describe('Why there is no margin to show.'),
  margin_rates: z.array(KnownRate).describe('Those that the margin was converted with; none where nothing was.'),
})
export type MonthlyRevenue = z.infer<typeof MonthlyRevenue>

/** Of servers with backups on; those of a pair or three are all that there are. */
export const PostureFigures = z.object({
  drills: z
    .object({ passed: Figure, failed: Figure, untested: Figure })
    .describe('Whether a drill passed within 30 days.'),
  copies: z
    .object({ outside: Figure, none: Figure })
    .describe('Whether a file backup lies elsewhere than at the provider.'),
  kinds: z
    .object({ both: Figure, one: Figure })
    .describe('Whether files and an image can be restored, or one kind only.'),
  kits: z
    .object({ saved: Figure, not_saved: Figure })
    .describe('Whether somebody read the recovery kit, of those with a repository for their files.'),
})
export type PostureFigures = z.infer<typeof PostureFigures>

export const Overview = z
  .object({
    as_of: z.iso
      .datetime()
      .nullable()
      .describe('When sums and the fleet strip were worked out, each minute; counts are of now.'),
    last_sync_at: z.iso
      .datetime()
      .nullable()
      .describe(
        'When a provider account was last read whole; null before the first time, and for members without one.',
      ),
    servers: z.object({ all: Figure, enabled: Figure, disabled: Figure }),
    enabled_growth_30_days: count
      .nullable()
      .describe('How many more servers have backups on than 30 days ago; null where that was not written down.'),
    protections: z
      .object({ wanted: count, on: count.describe('Those of them that the provider or the agent confirmed.') })
      .describe('Ways of backing up, one server by one method each.'),
    workers: z
      .object({ alive: count, known: count.describe('Those that worked within the hour and did not stop in order.') })
      .nullable()
      .describe('Processes that do the work. Null for members.'),
    recovery_points: z.object({
      count: count.describe('The sum of `recovery_points` over the list.'),
      native: count,
      snapshot: count,
      files: count,
      list: z.string(),
    }),
    storage: z.object({
      bytes: count.describe('The sum of `storage_bytes` over the list.'),
      unknown: count.describe('Servers with backups on of which nobody tells how much they take.'),
      list: z.string(),
    }),
    monthly_cost: MonthlyCost.nullable().describe(
      'What providers charge the operators for backups, and what the storage of files costs them, an estimate. Null for members.',
    ),
    monthly_revenue: MonthlyRevenue.nullable().describe(
      'What subscriptions bring a month as they are. Null for members.',
    ),
    last_24_hours: z.object({
      since: z.iso.datetime(),
      runs: Figure,
      failed: Figure,
      warnings: Figure,
      missed: Figure.describe('Servers with a backup that did not come today, by the day of the strip.'),
    }),
    attention: z.array(Attention).describe('The most urgent first; only what there is.'),
    posture: z
      .object({ met: Figure, at_risk: Figure, missed: Figure, unprotected: Figure })
      .extend(PostureFigures.shape),
    fleet: z.object({
      rows: z.array(FleetRow),
      failed: z.array(Figure.extend({ day: z.iso.date() })).describe('Backup runs that failed, each day.'),
    }),
    running: z.object({
      running: Figure,
      queued: Figure,
      runs: z.array(Run).describe('The newest five that run.'),
      due_within_hour: count.describe('Backups that our schedules start within the hour.'),
      due_by: z
        .object({ until: z.iso.datetime(), count })
        .nullable()
        .describe('Those that they start before `due_until`, to a quarter of an hour. Null where that was not asked.'),
    }),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof Overview>

export const OverviewQuery = z.object({
  organization_id: z.string().max(60).optional().describe('Default: all that the caller may see.'),
  due_until: z.iso
    .datetime()
    .optional()
    .describe(
      'Up to when backups that are due are counted, such as the midnight of whoever asks. At most two days from now.',
    ),
})
export type OverviewQuery = z.infer<typeof OverviewQuery>
