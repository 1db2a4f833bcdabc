import type { RateLimitState } from './call-gate.ts'
import type { RateLimitTold } from './provider.ts'

/** What of a limiter's state the provider itself said; null when it did not say how many calls are left. */
export const rateLimitTold = ({ limit, remaining, resets_at }: RateLimitState): RateLimitTold | null =>
  limit === null || remaining === null ? null : { limit, remaining, resets_at }
