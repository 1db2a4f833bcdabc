import { toIso } from '../../lib/clock.ts'

/** `2020-10-10T01:56:20+00:00` as ISO; null for what is no time, such as `0000-00-00T00:00:00+00:00` for never. */
export const isoOf = (text: string | null | undefined): string | null => {
  const ms = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? null : toIso(ms)
}

/** `2020-07-28 00:00:00`, which means UTC (`next_scheduled_time_utc`), as ISO; null for anything else. */
export const isoOfUtc = (text: string | null): string | null => {
  const parts = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text ?? '')
  return parts === null ? null : isoOf(`${parts[1]}T${parts[2]}Z`)
}
