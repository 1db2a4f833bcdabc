import { formatBytes } from '../../format/format-bytes.ts'
import { formatCount } from '../../format/format-count.ts'

/** Whole gigabytes, as the page has always counted them; less than one in its own unit. */
export function bandSize(bytes: number): [value: string, unit: string] {
  if (bytes >= 1e10 || bytes === 0) return [formatCount(Math.round(bytes / 1e9)), 'GB']
  if (bytes >= 1e9) return [String(Number((bytes / 1e9).toPrecision(2))), 'GB']
  const [value = '', unit = ''] = formatBytes(bytes).split(/\s/)
  return [value, unit]
}
