import { z } from 'zod'
import type { Clock } from '../../lib/clock.ts'
import type { RateLimitSeen } from '../call-gate.ts'
import type { Failure, FailureKind } from '../provider-error.ts'
import type { Classify, Reply } from '../send.ts'
import { retryAfterMs } from '../with-rate-limit.ts'

const kinds: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'retry',
  410: 'not_found',
  429: 'rate_limited',
}

export const createClassify =
  (clock: Clock): Classify =>
  (reply) => {
    const { status } = reply
    if (status >= 200 && status < 300) return null
    const kind = kindOf(reply)
    return {
      kind,
      effect: kind === 'retry' ? 'unknown' : 'none',
      retry_after_ms: retryAfterMs(reply.headers, clock.nowMs()),
    } satisfies Failure
  }

/**
 * Two refusals share their status with others, and only the words tell. Linode's own clients go by `Linode busy.`, and a good
 * token without the scope gets 401 as well as one that is no token at all (both seen in public clients and their tests).
 */
const kindOf = ({ status, body }: Reply): FailureKind => {
  const words = wordsOf(body) ?? ''
  if (status === 400 && /\blinode busy\b/i.test(words)) return 'locked'
  if (status === 401 && /not authorized to use this endpoint/i.test(words)) return 'forbidden'
  return kinds[status] ?? (status >= 500 ? 'retry' : 'permanent')
}

const refusalSchema = z.object({
  errors: z.array(z.object({ field: z.string().nullish().catch(null), reason: z.string() })).min(1),
})

/** `{"errors":[{"field":"label","reason":"…"}]}`, as sentences: some reasons end with a full stop, some do not. */
export const wordsOf = (body: unknown): string | null =>
  refusalSchema
    .safeParse(body)
    .data?.errors.map(({ field, reason }) => `${field ? `${field}: ` : ''}${reason.replace(/\.?\s*$/, '.')}`)
    .join(' ') ?? null

export const readRateLimit =
  (clock: Clock) =>
  ({ headers }: Reply): RateLimitSeen => {
    const reset = numberOf(headers, 'x-ratelimit-reset')
    return {
      limit: numberOf(headers, 'x-ratelimit-limit'),
      remaining: numberOf(headers, 'x-ratelimit-remaining'),
      reset_at_ms: reset === null ? null : reset * 1_000,
      retry_after_ms: retryAfterMs(headers, clock.nowMs()),
    }
  }

const numberOf = (headers: Headers, name: string): number | null => {
  const text = headers.get(name)
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}
