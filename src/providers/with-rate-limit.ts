import type { RateLimitSeen } from './call-gate.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { Reply, Send } from './send.ts'

/** Reads the provider's own headers. */
export type ReadRateLimit = (reply: Reply) => RateLimitSeen

/** Holds calls back until the account's limiter lets them go, and tells it what the replies say. */
export const withRateLimit =
  (send: Send, limiter: RateLimiter, read: ReadRateLimit): Send =>
  async (call) => {
    await limiter.take(!call.repeatable, call)
    const reply = await send(call)
    limiter.saw(reply.status, read(reply), call)
    return reply
  }

/** `retry-after` in seconds or as a date (RFC 9110, 10.2.3); null when it is not there or makes no sense. */
export const retryAfterMs = (headers: Headers, nowMs: number): number | null => {
  const text = headers.get('retry-after')
  if (text === null || text.trim() === '') return null
  const ms = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - nowMs
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}
