import { toIso } from '../../lib/clock.ts'

/** Linode's times are UTC and do not say so (`2018-01-01T00:01:01`). Null for what is no time. */
export const isoOf = (text: string | null): string | null => {
  if (text === null) return null
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
  return Number.isNaN(ms) ? null : toIso(ms)
}
