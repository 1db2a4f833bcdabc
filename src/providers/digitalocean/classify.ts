import type { Clock } from '../../lib/clock.ts'
import type { RateLimitSeen } from '../call-gate.ts'
import type { Failure, FailureKind } from '../provider-error.ts'
import type { Classify, Reply } from '../send.ts'
import { retryAfterMs } from '../with-rate-limit.ts'

const kinds: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorized',
  402: 'payment_required',
  403: 'forbidden',
  404: 'not_found',
  408: 'retry',
  410: 'not_found',
  429: 'rate_limited',
}

/** An unfinished action locks the server, and the next one is refused with 422 and a sentence. */
const isLocked = (reply: Reply) =>
  reply.status === 422 && /pending event|locked|in progress/i.test(wordsOf(reply.body) ?? '')

export const createClassify =
  (clock: Clock): Classify =>
  (reply) => {
    const { status } = reply
    if (status >= 200 && status < 300) return null
    const kind = isLocked(reply) ? 'locked' : (kinds[status] ?? (status >= 500 ? 'retry' : 'permanent'))
    return {
      kind,
      effect: kind === 'retry' ? 'unknown' : 'none',
      retry_after_ms: retryAfterMs(reply.headers, clock.nowMs()),
    } satisfies Failure
  }

/** `{"id":"not_found","message":"…"}` */
export const wordsOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
    ? body.message
    : null

export const readRateLimit =
  (clock: Clock) =>
  ({ headers }: Reply): RateLimitSeen => {
    const reset = numberOf(headers, 'ratelimit-reset')
    return {
      limit: numberOf(headers, 'ratelimit-limit'),
      remaining: numberOf(headers, 'ratelimit-remaining'),
      reset_at_ms: reset === null ? null : reset * 1_000,
      retry_after_ms: retryAfterMs(headers, clock.nowMs()),
    }
  }

/**
 * 250 a minute where 5,000 an hour are allowed; only the hourly number is in the headers. A twentieth of that stays unused: calls
 * that leave within one minute can arrive closer together.
 */
export const burstPerMinute = (hourly: number | null): number =>
  Math.max(1, Math.floor(((hourly ?? 5_000) / 20) * 0.95))

const numberOf = (headers: Headers, name: string): number | null => {
  const text = headers.get(name)
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}
