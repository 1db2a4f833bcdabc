import { toIso } from '../../lib/clock.ts'

/** DigitalOcean writes times without milliseconds; ours have them. Null for what is no time. */
export const isoOf = (text: string | null): string | null => {
  const ms = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? null : toIso(ms)
}
