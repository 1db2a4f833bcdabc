import { formatPercent } from '../../format/format-percent.ts'
import type { ProgressData } from './progress-data.ts'

/** The progress in words, with its kind: never a percentage that nobody measured. */
export function progressLabel(data: ProgressData): string {
  if (data.kind === 'exact')
    return `exact progress: ${formatPercent(Math.floor(data.ratio * 100) / 100)}, ${data.amount} of ${data.whole}`
  if (data.kind === 'estimate')
    return `estimate: ${data.elapsed} so far, expected end ${data.expected_min[0]} to ${data.expected_min[1]} min`
  return `${data.elapsed} so far, ${data.who} reports no progress`
}
