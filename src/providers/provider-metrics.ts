import { Histogram, type Registry } from 'prom-client'
import type { ProviderName } from './provider.ts'

/** Counts and times the calls of this process to providers. One per process. */
export type ProviderMetrics = {
  /** `status` is `none` where no answer came. */
  called(provider: ProviderName, operation: string, status: number | 'none', seconds: number): void
}

export const noProviderMetrics: ProviderMetrics = { called: () => {} }

/** Shows calls to providers at `/metrics`. */
export const createProviderMetrics = (registry: Registry): ProviderMetrics => {
  const durations = new Histogram({
    name: 'backstay_provider_call_duration_seconds',
    help: "How long providers took to answer this process's calls, by operation and status.",
    labelNames: ['provider', 'operation', 'status'] as const,
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  })
  return {
    called: (provider, operation, status, seconds) =>
      durations.observe({ provider, operation, status: String(status) }, seconds),
  }
}
