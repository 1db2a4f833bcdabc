import type { ProviderSummary } from '../api/provider-types.ts'

/** The providers whose own backups can keep what a plan promises. */
export function providersFor(
  plan: { retention_days: number; methods: readonly string[] },
  providers: readonly ProviderSummary[],
): ProviderSummary[] {
  if (!plan.methods.includes('native')) return []
  return providers.filter(({ native }) => native !== null && native.keeps_at_most >= plan.retention_days)
}
