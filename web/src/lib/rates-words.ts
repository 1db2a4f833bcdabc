import { formatDay } from '../format/format-day.ts'
import { rateWords } from './rate-words.ts'

type Rate = { from_currency: string; to_currency: string; rate: number; as_of: string }

/** The rates that an amount was converted with, each with its day: "$1 = €0.86 of 18 Nov". */
export const ratesWords = (rates: readonly Rate[], now: Date): string =>
  rates.map((rate) => `${rateWords(rate)} of ${formatDay(rate.as_of, { now })}`).join(', ')
