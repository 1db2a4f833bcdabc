import type { NativeState, ProviderServer } from '../provider.ts'
import { isoOf } from './iso-of.ts'
import { scheduleOf } from './policy.ts'
import type { Droplet, PolicyRecord } from './schemas.ts'

const statuses: Readonly<Record<string, ProviderServer['status']>> = {
  new: 'provisioning',
  active: 'running',
  off: 'stopped',
  archive: 'stopped',
}

const gb = 1_000_000_000

/** A droplet with its backup policy, in our words. Without the policy, `null`, the droplet's own fields must do. */
export const serverOf = (droplet: Droplet, policy: PolicyRecord | null): ProviderServer => ({
  ref: String(droplet.id),
  name: droplet.name,
  region: droplet.region?.slug ?? null,
  size: droplet.size_slug,
  status: statuses[droplet.status] ?? 'unknown',
  provider_status: droplet.status,
  locked: droplet.locked,
  native: nativeOf(droplet, policy),
  recovery_point_refs: seesImages(droplet)
    ? [...(droplet.backup_ids ?? []), ...(droplet.snapshot_ids ?? [])].map(String)
    : null,
  newest_native_at: null,
  price_per_month:
    droplet.size === null ? null : { amount_minor: Math.round(droplet.size.price_monthly * 100), currency: 'USD' },
  disk_bytes: droplet.disk === null ? null : droplet.disk * gb,
  addon_ids: null,
  created_at: isoOf(droplet.created_at),
  address: droplet.networks?.v4.find(({ type }) => type === 'public')?.ip_address ?? null,
})

const nativeOf = (droplet: Droplet, policy: PolicyRecord | null): NativeState => {
  const state = stateOf(droplet, policy)
  if (state !== 'on') return { state, schedule: null, managed_in_panel: false, next_at: null }
  const schedule = scheduleOf(policy?.backup_policy)
  return {
    state,
    schedule,
    managed_in_panel: schedule === null && policy?.backup_policy != null,
    next_at: isoOf(policy?.next_backup_window?.start ?? droplet.next_backup_window?.start ?? null),
  }
}

/**
 * The policy says it outright. Without one, a token that lacks image:read shows droplets as if they had no backups, so "off"
 * is believed only where the image came too. Where the two contradict each other something is changing just now.
 */
const stateOf = (droplet: Droplet, policy: PolicyRecord | null): NativeState['state'] => {
  const hasFeature = droplet.features.includes('backups')
  if (policy === null) return hasFeature ? 'on' : seesImages(droplet) ? 'off' : 'unknown'
  if (policy.backup_enabled) return 'on'
  return hasFeature ? 'unknown' : 'off'
}

/** Every server was made from an image: where none is shown, the token may not see any. */
export const seesImages = (droplet: Droplet): boolean => droplet.image !== null
