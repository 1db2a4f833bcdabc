import type { NativeState, ProviderServer } from '../provider.ts'
import type { KnownAddons } from '../provider-entry.ts'
import { canHaveAutoBackup, sizeOf } from './products.ts'
import { providerTime } from './provider-time.ts'
import type { Instance } from './schema.ts'

/** Contabo's 14 words for a status (`instanceStatus`), in ours. */
const statuses: Readonly<Record<string, ProviderServer['status']>> = {
  running: 'running',
  rescue: 'running',
  reset_password: 'running',
  stopped: 'stopped',
  uninstalled: 'stopped',
  provisioning: 'provisioning',
  installing: 'provisioning',
  manual_provisioning: 'provisioning',
  verification_required: 'provisioning',
  pending_payment: 'provisioning',
  error: 'error',
  product_not_available: 'error',
}
const busy = ['provisioning', 'installing', 'manual_provisioning', 'reset_password']

const mib = 2 ** 20

export const toServer = (instance: Instance, known: KnownAddons): ProviderServer => {
  const size = sizeOf(instance)
  const addons = instance.addOns?.filter(({ quantity }) => quantity > 0).map(({ id }) => id) ?? null
  const status = instance.status ?? 'unknown'
  return {
    ref: String(instance.instanceId),
    name: instance.displayName || instance.name || String(instance.instanceId),
    region: instance.region ?? null,
    size,
    status: statuses[status] ?? 'unknown',
    provider_status: status,
    locked: busy.includes(status),
    native: nativeStateOf(addons, size, known),
    recovery_point_refs: null,
    price_per_month: null,
    disk_bytes: instance.diskMb == null ? null : Math.round(instance.diskMb * mib),
    newest_native_at: null,
    addon_ids: addons === null ? null : [...new Set(addons)].sort((a, b) => a - b),
    created_at: providerTime(instance.createdDate),
    address: instance.ipConfig?.v4.ip ?? null,
  }
}

/**
 * Add-ons carry numbers and no names, and auto-backup's number is documented nowhere. It is on when a number known to be
 * auto-backup is there, off when nothing there could be it, and otherwise nobody knows.
 */
const nativeStateOf = (addons: readonly number[] | null, size: string | null, known: KnownAddons): NativeState => {
  const state = (): NativeState['state'] => {
    if (addons === null) return 'unknown'
    if (addons.some((id) => known.backup.has(id))) return 'on'
    if (addons.every((id) => known.other.has(id)) || canHaveAutoBackup(size) === false) return 'off'
    return 'unknown'
  }
  const found = state()
  return { state: found, schedule: found === 'on' ? { every: 'day' } : null, managed_in_panel: false, next_at: null }
}
