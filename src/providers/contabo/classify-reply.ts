import type { Clock } from '../../lib/clock.ts'
import type { Failure, FailureKind } from '../provider-error.ts'
import type { Classify } from '../send.ts'
import { retryAfterMs } from '../with-rate-limit.ts'

const kinds: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorized',
  402: 'payment_required',
  403: 'forbidden',
  404: 'not_found',
  408: 'retry',
  409: 'locked',
  429: 'rate_limited',
}

/**
 * What a refusing answer of Contabo means (table of status codes in the introduction of its API document, read November 2026).
 * 409 stands there as "conflict with resources" and is taken for a change under way: that is tried again, and told if it stays.
 * No `retry-after` is documented; something in front of Contabo may send one all the same.
 */
export const classifyReply =
  (clock: Clock): Classify =>
  ({ status, headers }): Failure | null => {
    if (status >= 200 && status < 300) return null
    const kind = status >= 500 ? 'retry' : (kinds[status] ?? 'permanent')
    return {
      kind,
      effect: kind === 'retry' ? 'unknown' : 'none',
      retry_after_ms: kind === 'rate_limited' ? retryAfterMs(headers, clock.nowMs()) : null,
    }
  }
