import { formatTime } from '../format/format-time.ts'
import { splitTimes } from './split-times.ts'

/** A sentence of the API with its times by the reader's clocks, where only text can stand; else `Told` says the exact ones too. */
export function tellTimes(text: string, options: { now: Date; timeZone?: string }): string {
  return splitTimes(text)
    .map((part) => (typeof part === 'string' ? part : formatTime(part.iso, options)))
    .join('')
}
