import { numberFormat } from './number-format.ts'
import { nbsp } from './spaces.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB']

/** A size in decimal units with three significant digits: 41.8 GB, 1.94 TB. The exact figure belongs on hover. */
export function formatBytes(bytes: number, locale?: string): string {
  if (bytes < 1000) return `${numberFormat(locale, {}).format(Math.round(bytes))}${nbsp}B`
  let value = bytes
  let unit = 0
  // 999.5 of a unit would be written as 1,000 of it, so that is where the next one begins.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = numberFormat(locale, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 })
  return `${digits.format(value)}${nbsp}${units[unit]}`
}
