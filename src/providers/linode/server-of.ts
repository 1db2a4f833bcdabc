import type { NativeState, ProviderServer } from '../provider.ts'
import { isoOf } from './iso-of.ts'
import { scheduleOf } from './schedule.ts'
import type { Linode } from './schemas.ts'

/** Linode's words for a status, in ours. A Linode in maintenance is `stopped`; one whose bill is unpaid is shut down. */
const statuses: Readonly<Record<string, ProviderServer['status']>> = {
  running: 'running',
  offline: 'stopped',
  stopped: 'stopped',
  billing_suspension: 'stopped',
  booting: 'running',
  rebooting: 'running',
  busy: 'running',
  shutting_down: 'running',
  migrating: 'running',
  cloning: 'running',
  provisioning: 'provisioning',
  rebuilding: 'provisioning',
  restoring: 'provisioning',
  deleting: 'stopped',
}
const settled = ['running', 'offline', 'stopped', 'billing_suspension']

const mib = 2 ** 20

/** A Linode in our words. */
export const serverOf = (linode: Linode): ProviderServer => ({
  ref: String(linode.id),
  name: linode.label,
  region: linode.region,
  size: linode.type,
  status: statuses[linode.status] ?? 'unknown',
  provider_status: linode.status,
  locked: linode.status in statuses && !settled.includes(linode.status),
  native: nativeOf(linode),
  recovery_point_refs: null,
  // Nobody documents whether the manual snapshot counts, too. It changes in any case when there is something new to read.
  newest_native_at: isoOf(linode.backups?.last_successful ?? null),
  // By size in the list of prices; a server does not carry it.
  price_per_month: null,
  disk_bytes: linode.specs === null ? null : linode.specs.disk * mib,
  addon_ids: null,
  created_at: isoOf(linode.created),
  // Private addresses stand in the same list.
  address: linode.ipv4?.find((one) => !one.startsWith('192.168.')) ?? null,
})

const nativeOf = ({ backups }: Linode): NativeState => {
  const enabled = backups?.enabled ?? null
  const state = enabled === null ? 'unknown' : enabled ? 'on' : 'off'
  if (backups === null || state !== 'on') return { state, schedule: null, managed_in_panel: false, next_at: null }
  const schedule = scheduleOf(backups.schedule)
  // "A two-hour span of time in which the backup may occur": when exactly, nobody tells.
  return { state, schedule, managed_in_panel: schedule === null, next_at: null }
}
