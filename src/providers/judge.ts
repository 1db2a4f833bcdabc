import type { Failure } from './provider-error.ts'
import type { Classify, Reply } from './send.ts'

/**
 * What a reply means. A page in place of data comes from a proxy in between, whatever its status: its 404 does not say that a
 * server is gone, nor its 401 that the credentials are bad. Only 429 is believed.
 */
export const judge = (classify: Classify, reply: Reply): Failure | null => {
  const failure = classify(reply)
  if (reply.body !== undefined || failure?.kind === 'rate_limited') return failure
  return { kind: 'retry', effect: 'unknown', retry_after_ms: failure?.retry_after_ms ?? null }
}
