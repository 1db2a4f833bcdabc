import type { NativeSchedule, NativeState, ProviderServer } from '../provider.ts'
import type { HetznerServer } from './schemas.ts'

const statuses: Readonly<Record<string, ProviderServer['status']>> = {
  initializing: 'provisioning',
  starting: 'provisioning',
  rebuilding: 'provisioning',
  migrating: 'provisioning',
  running: 'running',
  stopping: 'stopped',
  off: 'stopped',
}

/** A server in our words. */
export const serverOf = (server: HetznerServer): ProviderServer => ({
  ref: String(server.id),
  name: server.name,
  region: server.location?.name ?? server.datacenter?.location?.name ?? null,
  size: server.server_type?.name ?? null,
  status: statuses[server.status] ?? 'unknown',
  provider_status: server.status,
  locked: server.locked,
  native: nativeOf(server.backup_window),
  recovery_point_refs: null,
  newest_native_at: null,
  // The server's type comes with amounts and without their currency, which is that of the project's owner: see `listPrices`.
  price_per_month: null,
  disk_bytes: diskOf(server),
  addon_ids: null,
  created_at: server.created,
  address: server.public_net?.ipv4?.ip ?? null,
})

const gb = 1_000_000_000

const diskOf = ({ primary_disk_size, server_type }: HetznerServer): number | null => {
  const size = primary_disk_size ?? server_type?.disk ?? null
  return size === null ? null : size * gb
}

const nativeOf = (window: string | null | undefined): NativeState => {
  const state = window === undefined ? 'unknown' : window === null ? 'off' : 'on'
  // Where in its window the next backup comes, and whether today's is done already, nothing tells.
  return { state, schedule: scheduleOf(window ?? ''), managed_in_panel: false, next_at: null }
}

/** `22-02`: begins between 22:00 and 2:00 UTC, every day. */
const scheduleOf = (window: string): NativeSchedule | null => {
  const hour = /^([01]\d|2[0-3])-([01]\d|2[0-4])$/.exec(window)?.[1]
  return hour === undefined ? null : { every: 'day', hour: Number(hour) }
}
