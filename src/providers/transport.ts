import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Random } from '../lib/random.ts'
import type { Redact } from '../lib/redact.ts'
import type { Wait } from '../lib/wait.ts'
import { createHttpSend } from './http-send.ts'
import type { ProviderName } from './provider.ts'
import type { ProviderMetrics } from './provider-metrics.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { Classify, Send } from './send.ts'
import { withLogging } from './with-logging.ts'
import { type ReadRateLimit, withRateLimit } from './with-rate-limit.ts'
import { withRetry } from './with-retry.ts'

/** What the process gives to every provider. */
export type ProviderParts = {
  readonly clock: Clock
  readonly wait: Wait
  readonly random: Random
  readonly log: Log
  readonly metrics: ProviderMetrics
  readonly fetch?: typeof fetch
  /** For one call; 30 seconds unless told. */
  readonly timeout_ms?: number
  /** Shared by all who use the same credentials; made anew where absent. */
  readonly limiter?: RateLimiter
  /** Limiters that all accounts of a provider share (`sharedLimiterOf`), one map for the process. */
  readonly shared_limiters?: Map<string, RateLimiter>
}

export type TransportOptions = {
  readonly provider: ProviderName
  readonly base_url: string
  readonly classify: Classify
  readonly read_rate_limit: ReadRateLimit
  readonly limiter: RateLimiter
  readonly redact: Redact
  /** See `withRetry`. */
  readonly attempts_when_limited?: number
  /** Adds credentials, nearest to the wire: what stands outside never sees them. */
  readonly authorize?: (send: Send) => Send
}

/**
 * From outside to inside: retry of reads, the account's rate limit, log and metrics of each call that goes out, credentials,
 * HTTP.
 */
export const createTransport = (options: TransportOptions, parts: ProviderParts): Send => {
  const { provider, classify, redact, authorize = (send) => send } = options
  const { clock, wait, random, log, metrics, timeout_ms = 30_000 } = parts
  const http = authorize(createHttpSend({ base_url: options.base_url, timeout_ms, fetch: parts.fetch }))
  const logged = withLogging(http, { provider, log, metrics, clock, redact })
  const limited = withRateLimit(logged, options.limiter, options.read_rate_limit)
  return withRetry(limited, { classify, wait, random, attempts_when_limited: options.attempts_when_limited })
}
