import { numberFormat } from './number-format.ts'
import { minus, nbsp } from './spaces.ts'

/** A ratio as a percentage with at most one digit after the point: 0.649 becomes 64.9 %. */
export function formatPercent(ratio: number, locale?: string): string {
  const digits = numberFormat(locale, { maximumFractionDigits: 1 }).format(ratio * 100)
  return `${digits.replace('-', minus)}${nbsp}%`
}
