import type { Clock } from '../lib/clock.ts'
import { toIso } from '../lib/clock.ts'
import type { Wait } from '../lib/wait.ts'
import { createCallWindow } from './call-window.ts'
import { ProviderError } from './provider-error.ts'

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
  /** ISO; calls wait until then. */
  readonly blocked_until: string | null
  /** Between two calls, learned where the provider tells no number. */
  readonly pace_ms: number
}

export type RateLimiterOptions = {
  readonly label: string
  readonly clock: Clock
  readonly wait: Wait
  /** Calls in a minute that the provider takes; `limit` is what its headers say last. Null: it does not tell. */
  readonly burst_per_minute: (limit: number | null) => number | null
  /** A call that would wait longer is refused as rate limited. */
  readonly longest_wait_ms?: number
}

/** One per account: all calls with the same credentials share the provider's limit. */
export type RateLimiter = {
  /** Resolves when a call may go out. Changes go ahead of reads, so that a sync does not delay a person. */
  take(urgent: boolean): Promise<void>
  /** After each reply. */
  saw(status: number, seen: RateLimitSeen): void
  state(): RateLimitState
}

type Waiting = {
  readonly urgent: boolean
  readonly until_ms: number
  readonly go: () => void
  readonly refuse: (error: ProviderError) => void
}

const longestPaceMs = 5_000
/** Used up, and nothing says for how long: DigitalOcean's zero can mean the minute or the hour, so look again after a minute. */
const zeroMeansMs = 60_000

export const createRateLimiter = (options: RateLimiterOptions): RateLimiter => {
  const { clock, wait, longest_wait_ms = 90_000 } = options
  const minute = createCallWindow(60_000)
  const waiting: Waiting[] = []
  const now = { limit: null as number | null, remaining: null as number | null, blocked_until_ms: 0, pace_ms: 0 }
  let lastCallMs = 0
  let refusals = 0
  let pumping = false

  const delayMs = (): number => {
    const at = clock.nowMs()
    const burst = options.burst_per_minute(now.limit)
    const delays = [now.blocked_until_ms - at, now.pace_ms === 0 ? 0 : lastCallMs + now.pace_ms - at]
    if (burst !== null) delays.push(minute.delayMs(at, burst))
    return Math.max(0, ...delays)
  }

  const refuseImpatient = (delay: number) => {
    const goesAt = clock.nowMs() + delay
    for (const one of waiting.filter(({ until_ms }) => until_ms < goesAt)) {
      waiting.splice(waiting.indexOf(one), 1)
      one.refuse(limitReached(options.label, delay))
    }
  }

  const pump = async () => {
    while (waiting.length > 0) {
      const delay = delayMs()
      if (delay > 0) {
        refuseImpatient(delay)
        if (waiting.length > 0) await wait(delay)
        continue
      }
      const index = Math.max(
        0,
        waiting.findIndex(({ urgent }) => urgent),
      )
      const [next] = waiting.splice(index, 1)
      lastCallMs = clock.nowMs()
      minute.add(lastCallMs)
      if (now.remaining !== null) now.remaining = Math.max(0, now.remaining - 1)
      next?.go()
    }
    pumping = false
  }

  const block = (ms: number) => {
    now.blocked_until_ms = Math.max(now.blocked_until_ms, clock.nowMs() + ms)
  }

  const slowDown = (seen: RateLimitSeen) => {
    refusals += 1
    if (seen.retry_after_ms !== null) return block(seen.retry_after_ms)
    now.pace_ms = Math.min(longestPaceMs, Math.max(250, now.pace_ms * 2))
    block(Math.min(zeroMeansMs, 1_000 * 2 ** (refusals - 1)))
  }

  return {
    take: (urgent) =>
      new Promise((go, refuse) => {
        waiting.push({ urgent, until_ms: clock.nowMs() + longest_wait_ms, go, refuse })
        if (pumping) return
        pumping = true
        void pump()
      }),
    saw: (status, seen) => {
      now.limit = seen.limit ?? now.limit
      now.remaining = seen.remaining ?? now.remaining
      if (status === 429) return slowDown(seen)
      refusals = 0
      now.pace_ms = now.pace_ms < 20 ? 0 : now.pace_ms * 0.9
      if (seen.remaining === 0)
        block(Math.min(zeroMeansMs, Math.max(0, (seen.reset_at_ms ?? Infinity) - clock.nowMs())))
    },
    state: () => ({
      limit: now.limit,
      remaining: now.remaining,
      blocked_until: now.blocked_until_ms > clock.nowMs() ? toIso(now.blocked_until_ms) : null,
      pace_ms: Math.round(now.pace_ms),
    }),
  }
}

const limitReached = (label: string, delayMs: number) =>
  new ProviderError(
    `The limit on calls to ${label} is reached. The next one can go out in ${Math.ceil(delayMs / 1_000)} seconds.`,
    { kind: 'rate_limited', effect: 'none', retry_after_ms: delayMs },
  )
