import type { Clock } from '../lib/clock.ts'
import { toIso } from '../lib/clock.ts'
import { createCallWindow } from './call-window.ts'

/** What a reply's headers say about the limit. Null where they say nothing. */
export type RateLimitSeen = {
  readonly limit: number | null
  readonly remaining: number | null
  /** When calls are given back, milliseconds since the epoch. */
  readonly reset_at_ms: number | null
  readonly retry_after_ms: number | null
}

/** For people and for the account's row: how much of the provider's limit is left. */
export type RateLimitState = {
  readonly limit: number | null
  readonly remaining: number | null
  /** ISO; when calls are given back. */
  readonly resets_at: string | null
  /** ISO; calls wait until then. */
  readonly blocked_until: string | null
  /** Between two calls, learned where the provider tells no number. */
  readonly pace_ms: number
}

export type CallGateOptions = {
  readonly clock: Clock
  /** Calls in a minute that the provider takes; `limit` is what its headers say last. Null: it does not tell. */
  readonly burst_per_minute: (limit: number | null) => number | null
  /** Calls in a second that the provider takes, where it counts by the second (Vultr). */
  readonly burst_per_second?: number
}

const longestPaceMs = 5_000
/** Used up, and nothing says for how long: DigitalOcean's zero can mean the minute or the hour, so look again after a minute. */
const zeroMeansMs = 60_000

/** Knows when the next call may go out, and learns it from the replies. */
export const createCallGate = ({ clock, burst_per_minute, burst_per_second }: CallGateOptions) => {
  const minute = createCallWindow(60_000)
  const second = createCallWindow(1_000)
  let limit: number | null = null
  let remaining: number | null = null
  let resetAtMs: number | null = null
  let blockedUntilMs = 0
  let paceMs = 0
  let lastCallMs = 0
  let refusals = 0

  const block = (ms: number) => {
    blockedUntilMs = Math.max(blockedUntilMs, clock.nowMs() + ms)
  }

  /** Where the provider names no number, each refusal doubles the distance between calls. */
  const slowDown = (retryAfterMs: number | null) => {
    refusals += 1
    if (retryAfterMs === null) paceMs = Math.min(longestPaceMs, Math.max(250, paceMs * 2))
    block(retryAfterMs ?? Math.min(zeroMeansMs, 1_000 * 2 ** (refusals - 1)))
  }

  const speedUp = () => {
    refusals = 0
    paceMs = paceMs < 20 ? 0 : paceMs * 0.9
  }

  return {
    /** How long the next call has to wait; 0: it may go. */
    delayMs: (): number => {
      const at = clock.nowMs()
      const burst = burst_per_minute(limit)
      const paced = paceMs === 0 ? 0 : lastCallMs + paceMs - at
      const inMinute = burst === null ? 0 : minute.delayMs(at, burst)
      const inSecond = burst_per_second === undefined ? 0 : Math.ceil(second.delayMs(at, burst_per_second))
      return Math.max(0, blockedUntilMs - at, paced, inMinute, inSecond)
    },
    went: (): void => {
      lastCallMs = clock.nowMs()
      minute.add(lastCallMs)
      second.add(lastCallMs)
      if (remaining !== null) remaining = Math.max(0, remaining - 1)
    },
    saw: (status: number, seen: RateLimitSeen): void => {
      limit = seen.limit ?? limit
      remaining = seen.remaining ?? remaining
      resetAtMs = seen.reset_at_ms ?? resetAtMs
      if (status === 429) {
        slowDown(seen.retry_after_ms)
        return
      }
      speedUp()
      if (seen.remaining === 0)
        block(Math.min(zeroMeansMs, Math.max(0, (seen.reset_at_ms ?? Infinity) - clock.nowMs())))
    },
    state: (): RateLimitState => ({
      limit,
      remaining,
      resets_at: resetAtMs === null ? null : toIso(resetAtMs),
      blocked_until: blockedUntilMs > clock.nowMs() ? toIso(blockedUntilMs) : null,
      pace_ms: Math.round(paceMs),
    }),
  }
}
