import type { ProviderEntry } from './provider-entry.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { ProviderParts } from './transport.ts'

type Entry = Pick<ProviderEntry, 'name' | 'default_endpoint' | 'limiter_shared_by_all_accounts' | 'createLimiter'>
type Parts = Pick<ProviderParts, 'clock' | 'wait' | 'shared_limiters'>

/**
 * The limiter that all accounts of this provider share in this process; undefined where each account has its own. What goes to
 * another address (a proxy, a sandbox cloud) is counted there, so it has another limiter.
 */
export const sharedLimiterOf = (entry: Entry, endpoint: string | null, parts: Parts): RateLimiter | undefined => {
  const { shared_limiters } = parts
  if (entry.limiter_shared_by_all_accounts !== true || shared_limiters === undefined) return undefined
  const key = `${entry.name} ${endpoint ?? entry.default_endpoint}`
  const limiter = shared_limiters.get(key) ?? entry.createLimiter(parts)
  shared_limiters.set(key, limiter)
  return limiter
}
