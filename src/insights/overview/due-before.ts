import { isoPlusMs, minuteMs } from '../../lib/clock.ts'
import type { DueQuarters } from './overview-queries.ts'

/** How many backups are due between now and a moment: quarters of an hour that are over do not count, nor those that begin later. Pure. */
export const dueBefore = (quarters: DueQuarters, { now, until }: { now: string; until: string }): number =>
  quarters.reduce(
    (sum, [at, count]) => (isoPlusMs(at, 15 * minuteMs) > now && isoPlusMs(at, 0) < until ? sum + count : sum),
    0,
  )
