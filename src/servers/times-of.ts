import type { Services } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'

const staleAfterMs = 2 * dayMs

/** What filters compare with. */
export type FilterTimes = {
  now: string
  /** A server with backups on is stale when its newest is from before this; one that has none yet, when they were switched on before. */
  stale_before: string
}

export const timesOf = (services: Services): FilterTimes => {
  const now = services.clock.now()
  return { now, stale_before: isoPlusMs(now, -staleAfterMs) }
}
