import { numberFormat } from './number-format.ts'
import { nbsp } from './spaces.ts'

/** A size to the byte, for a tooltip: 41,800,123,456 bytes. */
export function formatExactBytes(bytes: number, locale?: string): string {
  return `${numberFormat(locale, { maximumFractionDigits: 0 }).format(bytes)}${nbsp}${bytes === 1 ? 'byte' : 'bytes'}`
}
