import { minus } from './spaces.ts'

/** A whole number in the reader's way of grouping: 11,284. */
export function formatCount(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value).replace('-', minus)
}
