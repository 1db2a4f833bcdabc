import { toIso } from '../../lib/clock.ts'

/**
 * Contabo's times as ISO with milliseconds; null when unreadable. The document shows `2021-06-02 12:32:03.363000+00:00` and
 * `2021-06-03T00:00:00.000+0000`, real replies `2026-05-15T10:07:51.000Z`.
 */
export const providerTime = (text: string | null | undefined): string | null => {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(text?.trim() ?? '')
  if (parts === null) return null
  const [, day, time, fraction = '', zone = 'Z'] = parts
  const ms = Date.parse(`${day}T${time}${fraction.slice(0, 4)}${zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')}`)
  return Number.isNaN(ms) ? null : toIso(ms)
}
