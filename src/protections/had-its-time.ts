import { minuteMs } from '../lib/clock.ts'
import type { Attempt } from './schema.ts'

/** How long a change may take to show before nobody believes in it any more. */
const settleMs = 15 * minuteMs

/** A change that does not show by now is no longer waited for. */
export const hadItsTime = (attempt: Attempt, nowMs: number): boolean =>
  nowMs - Date.parse(attempt.started_at) >= settleMs
