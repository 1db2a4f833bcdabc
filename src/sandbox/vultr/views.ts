import { toIso } from '../../lib/clock.ts'
import { vultrTime } from './answers.ts'
import { type Plan, planOf, regions, systems } from './catalogue.ts'
import type { BackupRow, InstanceRow, SnapshotRow } from './rows.ts'

/** The password of a new instance is told for ten minutes. */
const passwordMs = 600_000

export const instanceView = (row: InstanceRow, nowMs: number) => {
  const plan = planOf(row.plan)
  const isNew = nowMs - Date.parse(row.created_at) < passwordMs
  return {
    id: row.id,
    os: systems.find(({ id }) => id === row.os_id)?.name ?? 'Snapshot',
    ram: plan?.ram ?? 0,
    disk: plan?.disk ?? 0,
    // From the range kept for examples (RFC 5737).
    main_ip: `192.0.2.${Number.parseInt(row.id.slice(0, 2), 16)}`,
    vcpu_count: plan?.vcpus ?? 0,
    region: row.region,
    plan: row.plan,
    date_created: vultrTime(row.created_at),
    status: row.status,
    allowed_bandwidth: 2_000,
    netmask_v4: '255.255.254.0',
    gateway_v4: '192.0.2.1',
    power_status: row.power_status,
    server_status: row.server_status,
    v6_network: '',
    v6_main_ip: '',
    v6_network_size: 0,
    label: row.label,
    internal_ip: '',
    vpc_only: false,
    kvm: `https://my.vultr.com/subs/vps/novnc/api.php?data=${row.id}`,
    hostname: 'vultr.guest',
    os_id: row.os_id,
    app_id: 0,
    image_id: '',
    snapshot_id: row.snapshot_id,
    firewall_group_id: '',
    features: row.backups ? ['auto_backups', 'ipv6'] : ['ipv6'],
    tags: [],
    user_scheme: 'root',
    ...(isNew ? { default_password: row.default_password } : {}),
  }
}

/** `2020-07-28 00:00:00`, which means UTC. */
const spaced = (ms: number) => toIso(ms).slice(0, 19).replace('T', ' ')

export const scheduleView = ({ backups, schedule, next_backup_ms }: InstanceRow) => ({
  enabled: backups,
  ...schedule,
  next_scheduled_time_utc: next_backup_ms === null ? '0000-00-00 00:00:00' : spaced(next_backup_ms),
})

/** Without a word of the instance that it is of. */
export const backupView = ({ id, description, created_at, size }: BackupRow) => ({
  id,
  date_created: vultrTime(created_at),
  description,
  size,
  status: 'complete',
  os_id: 2284,
  app_id: 0,
})

/** Without one, too. */
export const snapshotView = ({ id, description, created_at, size, status }: SnapshotRow) => ({
  id,
  date_created: vultrTime(created_at),
  date_expires: '0000-00-00T00:00:00+00:00',
  description,
  size: status === 'complete' ? size : 0,
  compressed_size: status === 'complete' ? Math.round(size / 3) : 0,
  status,
  os_id: 2284,
  app_id: 0,
})

const costView = (monthly: number) => ({
  monthly_cost: monthly,
  hourly_cost: Number((monthly / 672).toFixed(4)),
  monthly_cost_preemptible: monthly,
  hourly_cost_preemptible: Number((monthly / 672).toFixed(4)),
})

export const planView = ({ id, vcpus, ram, disk, monthly_cost, type }: Plan) => ({
  id,
  vcpu_count: vcpus,
  ram,
  disk,
  disk_count: disk === 0 ? 0 : 1,
  bandwidth: 2_048,
  invoice_type: 'hourly',
  ...costView(monthly_cost),
  type,
  locations: regions.map((region) => region.id),
  location_cost: { syd: costView(Math.round(monthly_cost * 120) / 100) },
  gpu_brand: 'none',
})

export const regionView = (region: (typeof regions)[number]) => ({
  ...region,
  options: ['ddos_protection', 'block_storage_high_perf', 'load_balancers'],
  connectivity: ['public_ip', 'nat_gateway'],
})
