import type { ProviderSummary } from '../api/provider-types.ts'

export type NativeFit = {
  /** How often the provider takes one; null where it decides alone. */
  every: 'day' | 'week' | null
  /** As long as it keeps them for sure. */
  days: number
}

/**
 * How the provider's own backups would keep what a plan promises, or null when they cannot: the server's own rule, so that it
 * can be said beforehand. Daily before weekly.
 */
export function nativeFit(provider: ProviderSummary, promisedDays: number): NativeFit | null {
  if (provider.native === null) return null
  const { retention_days: kept, sure_days: sure = Number.POSITIVE_INFINITY, schedules } = provider.native
  const days = (every: 'day' | 'week') => Math.min(sure, typeof kept === 'number' ? kept : kept[every])
  if (typeof kept === 'number') return days('day') >= promisedDays ? { every: null, days: days('day') } : null
  const every = (['day', 'week'] as const).find((one) => schedules.includes(one) && days(one) >= promisedDays)
  return every === undefined ? null : { every, days: days(every) }
}

/** The longest that the provider keeps its own backups for sure; null where it takes none. */
export function keepsAtMost(provider: ProviderSummary): number | null {
  if (provider.native === null) return null
  const { retention_days: kept, sure_days: sure = Number.POSITIVE_INFINITY } = provider.native
  return Math.min(sure, typeof kept === 'number' ? kept : Math.max(kept.day, kept.week))
}

/** The providers whose own backups can keep what a plan promises. */
export function providersFor(
  plan: { retention_days: number; methods: readonly string[] },
  providers: readonly ProviderSummary[],
): ProviderSummary[] {
  if (!plan.methods.includes('native')) return []
  return providers.filter((provider) => nativeFit(provider, plan.retention_days) !== null)
}
