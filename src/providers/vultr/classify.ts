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

/**
 * A busy server refuses with status 500 and a sentence, as a real answer shows: `{"error":"Unable to destroy server: Unable to
 * remove VM: Server is currently locked","status":500}` (vultr/ansible-collection-vultr, issue 113, 2024-02-13).
 */
const isLocked = ({ status, body }: Reply) => status >= 400 && /currently locked/i.test(wordsOf(body) ?? '')

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

/** `{"error":"…","status":404}`; most of its sentences lack the full stop. */
export const wordsOf = (body: unknown): string | null => {
  if (typeof body !== 'object' || body === null || !('error' in body) || typeof body.error !== 'string') return null
  const words = body.error.trim()
  return words === '' || /[.!?]$/.test(words) ? words || null : `${words}.`
}

/** Nothing but `retry-after` is told, and that only when there were too many. */
export const readRateLimit =
  (clock: Clock) =>
  ({ headers }: Reply): RateLimitSeen => ({
    limit: null,
    remaining: null,
    reset_at_ms: null,
    retry_after_ms: retryAfterMs(headers, clock.nowMs()),
  })
