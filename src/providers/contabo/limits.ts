import type { Clock } from '../../lib/clock.ts'
import { createRateLimiter, type RateLimiter } from '../rate-limiter.ts'
import type { ProviderParts } from '../transport.ts'
import { type ReadRateLimit, retryAfterMs } from '../with-rate-limit.ts'

/** Contabo documents that it answers 429, and neither a number nor a header: the limiter learns its pace from refusals. */
export const createContaboLimiter = ({ clock, wait }: Pick<ProviderParts, 'clock' | 'wait'>): RateLimiter =>
  createRateLimiter({ label: 'Contabo', clock, wait, burst_per_minute: () => null })

export const readRateLimit =
  (clock: Clock): ReadRateLimit =>
  ({ headers }) => ({
    limit: null,
    remaining: null,
    reset_at_ms: null,
    retry_after_ms: retryAfterMs(headers, clock.nowMs()),
  })
