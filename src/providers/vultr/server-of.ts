import type { NativeState, ProviderServer } from '../provider.ts'
import { isoOf } from './provider-time.ts'
import { noSchedule, type ScheduleSeen } from './schedule.ts'
import type { Instance } from './schemas.ts'

const gb = 1_000_000_000

/** An instance in our words. Without its schedule, as the listing shows it, backups are just on or off. */
export const serverOf = (instance: Instance, schedule: ScheduleSeen = noSchedule): ProviderServer => ({
  ref: instance.id,
  name: instance.label || instance.hostname || instance.id,
  region: instance.region,
  size: instance.plan,
  status: statusOf(instance),
  provider_status: providerStatusOf(instance),
  locked: isLocked(instance),
  native: { state: stateOf(instance), ...(stateOf(instance) === 'on' ? schedule : noSchedule) },
  recovery_point_refs: null,
  newest_native_at: null,
  // Instances carry no price; those of plans are in `listPrices`.
  price_per_month: null,
  disk_bytes: instance.disk === null ? null : instance.disk * gb,
  addon_ids: null,
  created_at: isoOf(instance.date_created),
  // Until it has one, Vultr shows zeros.
  address: instance.main_ip === '' || instance.main_ip === '0.0.0.0' ? null : instance.main_ip,
})

export const stateOf = ({ features }: Instance): NativeState['state'] => {
  if (features === null) return 'unknown'
  return features.includes('auto_backups') ? 'on' : 'off'
}

const statusOf = ({ status, power_status, server_status }: Instance): ProviderServer['status'] => {
  if (status === 'pending' || status === 'resizing') return 'provisioning'
  if (status === 'suspended') return 'stopped'
  if (status !== 'active') return 'unknown'
  if (server_status === 'installingbooting') return 'provisioning'
  if (power_status === 'running') return 'running'
  return power_status === 'stopped' ? 'stopped' : 'unknown'
}

/** Three words of Vultr's make up how a server stands; those that are as ever are left out. */
const providerStatusOf = ({ status, power_status, server_status }: Instance): string =>
  [
    status ?? 'unknown',
    ...(power_status === null || power_status === 'running' ? [] : [power_status]),
    ...(server_status === null || server_status === 'ok' ? [] : [server_status]),
  ].join(', ')

/** `installingbooting` is no lock: a system whose start Vultr cannot see may stay in it. */
const isLocked = ({ status, server_status }: Instance): boolean =>
  server_status === 'locked' || status === 'pending' || status === 'resizing'
