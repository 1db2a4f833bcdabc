import { dayMs } from '../../lib/clock.ts'
import type { Held } from './schema.ts'

const shortest = 3 * dayMs
const periods = 3

/**
 * After a long pause retention must not go on as if nothing had happened: what it would delete may be all there is. A fresh
 * success releases it, or a person, for as long as a pause is allowed to be.
 */
export const standDown = (
  newestGood: string | null,
  { now, cadence_ms, released_at }: { now: string; cadence_ms: number; released_at: string | null },
): Held | null => {
  if (newestGood === null)
    return { code: 'nothing_succeeded_yet', message: 'Nothing is deleted before a first backup has succeeded.' }
  const allowed = Math.max(periods * cadence_ms, shortest)
  const since = [newestGood, released_at ?? newestGood].sort().at(-1) ?? newestGood
  if (Date.parse(now) - Date.parse(since) <= allowed) return null
  const days = Math.floor((Date.parse(now) - Date.parse(newestGood)) / dayMs)
  return {
    code: 'nothing_succeeded_lately',
    message: `Nothing is deleted: the newest good backup is ${days} days old. Retention goes on by itself with the next good one; or release it here.`,
  }
}
