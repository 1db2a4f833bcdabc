import type { Services } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'

const staleAfterMs = 2 * dayMs

/** A server with backups on is stale when its newest is from before this; one that has none yet, when they were switched on before. */
export const staleBefore = (services: Services): string => isoPlusMs(services.clock.now(), -staleAfterMs)
