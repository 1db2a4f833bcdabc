import type { Failure } from '../provider-error.ts'
import type { Classify, Reply } from '../send.ts'

/**
 * What a refusing answer of Contabo means (table of status codes in the introduction of its API document, read November 2026).
 * 409 stands there as "conflict with resources" and is taken for a change under way: that is tried again, and told if it stays.
 */
export const classifyReply: Classify = (reply): Failure | null => {
  const failure = (kind: Failure['kind'], effect: Failure['effect'] = 'none'): Failure => ({
    kind,
    effect,
    retry_after_ms: kind === 'rate_limited' ? retryAfterMs(reply) : null,
  })
  const { status, body } = reply
  if (status === 429) return failure('rate_limited')
  // No JSON: a proxy or a maintenance page spoke, whose 404 does not mean that the server is gone, nor its 200 that all is well.
  if (body === undefined) return failure('retry', 'unknown')
  if (status >= 200 && status < 300) return null
  if (status >= 500) return failure('retry', 'unknown')
  if (status === 408) return failure('retry', 'unknown')
  if (status === 401) return failure('unauthorized')
  if (status === 402) return failure('payment_required')
  if (status === 403) return failure('forbidden')
  if (status === 404) return failure('not_found')
  if (status === 409) return failure('locked')
  return failure('permanent')
}

/** Contabo documents no such header; something in front of it may send one all the same. */
const retryAfterMs = ({ headers }: Reply): number | null => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}
