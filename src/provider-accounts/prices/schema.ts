import { z } from 'zod'
import { pageOf } from '../../lib/pagination.ts'
import { ProviderName } from '../schema.ts'

const Currency = z.string().regex(/^[A-Z]{3}$/, 'Expected an ISO 4217 code in capitals, such as EUR.')
const most = 100_000_000
const Price = z.object({
  amount_minor: z.number().int().min(0).max(most).describe('In minor units, such as cents.'),
  currency: Currency,
})
const BySize = z
  .record(z.string().trim().min(1, 'Expected the name of a size.').max(100), Price)
  .refine((table) => Object.keys(table).length <= 5_000, 'Expected at most 5,000 sizes.')
const Percent = z.number().min(0).max(1_000)

/** What a GB costs a month, wherever it lies. */
export const GbMonthPrice = z
  .object({ micros: z.number().int().min(0).max(1_000_000_000), currency: Currency })
  .describe('A GB (10^9 bytes) a month, in millionths of the currency’s main unit.')

/** A provider's prices. What is null or left out is not known, or does not apply. */
export const Prices = z.object({
  servers: BySize.default({}).describe('Of a size a month, by the size’s own name.'),
  native_percent: z
    .object({ day: Percent, week: Percent })
    .nullable()
    .default(null)
    .describe('Its own backups, as a share of the server’s price.'),
  native: BySize.nullable()
    .default(null)
    .describe(
      'Its own backups a month by size, where they have prices of their own. `VPS 20` also means `Cloud VPS 20 SSD`.',
    ),
  snapshot_gb_month: GbMonthPrice.nullable()
    .default(null)
    .describe('A GB (10^9 bytes) of snapshots a month, in millionths of the currency’s main unit.'),
})
const source = z.enum(['provider', 'operator']).describe('Who says so: the provider’s API, or operators.')

export const ProviderPriceTable = z
  .object({
    provider: ProviderName,
    label: z.string(),
    prices: Prices.nullable().describe('Null while none are known.'),
    snapshots_billed: z
      .enum(['per_gb', 'included'])
      .nullable()
      .describe('How snapshots are paid for there; null where there are none.'),
    source: source.nullable(),
    as_of: z.iso.date().nullable().describe('The day that the prices are of.'),
    note: z.string().nullable().describe('Where operators have them from.'),
    updated_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ProviderPriceTable' })
export type ProviderPriceTable = z.infer<typeof ProviderPriceTable>
export const ProviderPriceTableList = pageOf(ProviderPriceTable)

export const ProviderPriceParams = z.object({ provider: ProviderName })
export const ChangePricesInput = Prices.extend({
  as_of: z.iso.date('Expected a date, such as 2026-01-31.').describe('The day that the prices are of.'),
  note: z.string().trim().min(1).max(500).nullish().describe('Where they are from, for whoever reads them next.'),
})
export type ChangePricesInput = z.infer<typeof ChangePricesInput>
