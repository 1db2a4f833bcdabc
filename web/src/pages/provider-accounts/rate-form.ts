import type {
  ChangeRateInput,
  ExchangeRate,
  ExchangeRateParams,
} from '../../../../src/provider-accounts/rates/schema.ts'

export type RateValues = { from_currency: string; to_currency: string; rate: string; as_of: string; note: string }

export const emptyRate: RateValues = { from_currency: 'USD', to_currency: 'EUR', rate: '', as_of: '', note: '' }

export const rateValuesOf = ({ from_currency, to_currency, rate, as_of, note }: ExchangeRate): RateValues => ({
  ...{ from_currency, to_currency, as_of },
  rate: String(rate),
  note: note ?? '',
})

/** What the form sends. Call it once the checks below pass. */
export const rateInputOf = (values: RateValues): ChangeRateInput & ExchangeRateParams => ({
  from_currency: codeOf(values.from_currency),
  to_currency: codeOf(values.to_currency),
  rate: rateOf(values.rate) ?? 0,
  as_of: values.as_of,
  note: values.note.trim() || null,
})

const isCode = (text: string) => /^[A-Za-z]{3}$/.test(text.trim())

export const rateChecks = {
  from_currency: (text: string): string | null => (isCode(text) ? null : 'Three letters, such as USD.'),
  to_currency: (text: string, { from_currency }: RateValues): string | null => {
    if (!isCode(text)) return 'Three letters, such as EUR.'
    return codeOf(text) === codeOf(from_currency) ? 'Another currency than the first.' : null
  },
  rate: (text: string): string | null => (rateOf(text) === null ? 'A number above 0, such as 0.86.' : null),
  as_of: (text: string): string | null =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) ? null : 'Enter the day on which this rate was seen.',
}

const codeOf = (text: string) => text.trim().toUpperCase()

/** Point or comma, no thousands. */
const rateOf = (text: string): number | null => {
  const match = /^\d{1,9}(?:[.,]\d{1,12})?$/.exec(text.trim())
  const rate = match ? Number(match[0].replace(',', '.')) : 0
  return rate > 0 ? rate : null
}
