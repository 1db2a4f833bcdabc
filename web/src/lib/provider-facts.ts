import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'

const labels: Record<string, string> = {
  digitalocean: 'DigitalOcean',
  contabo: 'Contabo',
  machine: 'Own machine',
}

/** A provider by the name people know, also before its facts have come. */
export function providerLabel(name: string, providers?: readonly ProviderSummary[]): string {
  return providers?.find((one) => one.name === name)?.label ?? labels[name] ?? name
}

/** What the provider of a server can do, once that is known. */
export function providerOf(
  server: Pick<Server, 'provider'>,
  { providers }: { providers: readonly ProviderSummary[] },
): ProviderSummary | undefined {
  return providers.find((one) => one.name === server.provider)
}

/** Provider and region on one line: DigitalOcean fra1. */
export function placeOf(server: Pick<Server, 'provider' | 'region'>): string {
  return [providerLabel(server.provider), server.region].filter(Boolean).join(' ')
}

/** For how many days the provider itself keeps its backups, on the schedule it has or would get. */
export function providerKeepsDays(
  provider: ProviderSummary | undefined,
  server?: Pick<Server, 'native'>,
): number | null {
  const kept = provider?.native?.retention_days
  if (kept === undefined) return null
  if (typeof kept === 'number') return kept
  return kept[server?.native.schedule?.every ?? 'day']
}
