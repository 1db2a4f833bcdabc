import { minuteMs } from '../../lib/clock.ts'
import type { World } from '../kit/cloud.ts'
import type { Store } from '../kit/store.ts'

/** Calls of the last minute by state; a restart forgives them. */
const recent = new WeakMap<Store, number[]>()

/** Whether one call more is too many. The real limit is a number that Contabo does not tell. */
export const isOverLimit = ({ store, clock, settings }: World): boolean => {
  const now = clock.nowMs()
  const calls = recent.get(store) ?? []
  while (calls[0] !== undefined && calls[0] <= now - minuteMs) calls.shift()
  recent.set(store, calls)
  if (calls.length >= Math.max(1, settings.calls_per_hour / 20)) return true
  calls.push(now)
  return false
}
