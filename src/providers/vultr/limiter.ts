import { createRateLimiter, type RateLimiter } from '../rate-limiter.ts'
import type { ProviderParts } from '../transport.ts'

/**
 * More than 30 requests a second from one address may be answered with 429, whichever accounts they are for. A sixth of that stays
 * unused: calls that leave within one second can arrive closer together, and other programs may share the address.
 */
const callsPerSecond = 25

export const createLimiter = ({ clock, wait }: Pick<ProviderParts, 'clock' | 'wait'>): RateLimiter =>
  createRateLimiter({
    label: 'Vultr',
    clock,
    wait,
    burst_per_minute: () => null,
    burst_per_second: callsPerSecond,
  })
