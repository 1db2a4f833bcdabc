import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { capital } from './capital.ts'

const labels: Record<string, string> = {
  digitalocean: 'DigitalOcean',
  contabo: 'Contabo',
  vultr: 'Vultr',
  hetzner: 'Hetzner Cloud',
  machine: 'Own machine',
}

/** A provider by the name people know, also before its facts have come. */
export function providerLabel(name: string, providers?: readonly ProviderSummary[]): string {
  return providers?.find((one) => one.name === name)?.label ?? labels[name] ?? capital(name)
}

/** What the provider of a server can do, once that is known. */
export function providerOf(
  server: Pick<Server, 'provider'>,
  { providers }: { providers: readonly ProviderSummary[] },
): ProviderSummary | undefined {
  return providers.find((one) => one.name === server.provider)
}

/** The line under a server's name: the provider's id for it, or what stands in its place. */
export function refOf(server: Pick<Server, 'provider' | 'provider_ref'>): string {
  return server.provider_ref ?? (isMachine(server) ? 'by agent' : 'being made')
}

/** Enrolled by hand: no provider of ours knows it, its agent is all there is. */
export function isMachine(server: Pick<Server, 'provider'>): boolean {
  return server.provider === 'machine'
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
