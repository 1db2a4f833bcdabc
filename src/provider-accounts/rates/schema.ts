import { z } from 'zod'
import { pageOf } from '../../lib/pagination.ts'

const Currency = z.string().regex(/^[A-Z]{3}$/, 'Expected an ISO 4217 code in capitals, such as EUR.')

export const ExchangeRate = z
  .object({
    from_currency: Currency,
    to_currency: Currency,
    rate: z.number().describe('What one of `from_currency` is worth in `to_currency`, both in main units.'),
    as_of: z.iso.date().describe('The day that the rate is of.'),
    note: z.string().nullable().describe('Where operators have it from.'),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'ExchangeRate' })
export type ExchangeRate = z.infer<typeof ExchangeRate>
export const ExchangeRateList = pageOf(ExchangeRate)

export const ExchangeRateParams = z.object({ from_currency: Currency, to_currency: Currency })
export type ExchangeRateParams = z.infer<typeof ExchangeRateParams>
export const ChangeRateInput = z.object({
  rate: z
    .number()
    .min(0.000_001, 'Expected 0.000001 or more.')
    .max(1_000_000, 'Expected 1000000 or less.')
    .describe('What one of `from_currency` is worth in `to_currency`, both in main units.'),
  as_of: z.iso.date('Expected a date, such as 2026-01-31.').describe('The day that the rate is of.'),
  note: z.string().trim().min(1).max(500).nullish().describe('Where it is from, for whoever reads it next.'),
})
export type ChangeRateInput = z.infer<typeof ChangeRateInput>
