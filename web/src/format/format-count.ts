import { numberFormat } from './number-format.ts'
import { minus } from './spaces.ts'

/** A whole number in the reader's way of grouping: 11,284. */
export function formatCount(value: number, locale?: string): string {
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(value).replace('-', minus)
}
