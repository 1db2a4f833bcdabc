import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Redact } from '../lib/redact.ts'
import type { ProviderName } from './provider.ts'
import { ProviderError } from './provider-error.ts'
import type { ProviderMetrics } from './provider-metrics.ts'
import type { Call, Send } from './send.ts'

export type LoggingOptions = {
  readonly provider: ProviderName
  readonly log: Log
  readonly metrics: ProviderMetrics
  readonly clock: Clock
  readonly redact: Redact
}

/**
 * One line for each call that went out, and its figures. Bodies and headers are never logged: they hold credentials one way and
 * customers' data the other.
 */
export const withLogging =
  (send: Send, { provider, log, metrics, clock, redact }: LoggingOptions): Send =>
  async (call) => {
    const startMs = clock.nowMs()
    const finish = (status: number | 'none') => {
      const ms = clock.nowMs() - startMs
      metrics.called(provider, call.operation, status, ms / 1_000)
      return { provider, ...describe(call, redact), status, duration_ms: ms }
    }
    try {
      const reply = await send(call)
      const details = finish(reply.status)
      if (reply.status < 400) log.debug(details, 'provider answered')
      else log.warn(details, 'provider refused')
      return reply
    } catch (error) {
      const reason = error instanceof Error ? redact(error.message) : 'unknown'
      const effect = error instanceof ProviderError ? error.effect : 'unknown'
      log.warn({ ...finish('none'), reason, effect }, 'provider did not answer')
      throw error
    }
  }

const describe = ({ operation, method, path }: Call, redact: Redact) => ({
  operation,
  method,
  path: redact(path.replace(/[?#].*$/, '')),
})
