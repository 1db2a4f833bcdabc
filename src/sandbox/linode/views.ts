import { short } from './answers.ts'
import { type LinodeType, typeOf } from './catalogue.ts'
import type { BackupRow, EventRow, LinodeRow } from './rows.ts'

export const linodeView = (row: LinodeRow, last: BackupRow | undefined) => {
  const type = typeOf(row.type)
  const { disk = 25_600, memory = 1_024, vcpus = 1 } = type ?? {}
  return {
    id: row.id,
    label: row.label,
    group: '',
    status: row.status,
    created: short(row.created),
    updated: short(row.updated),
    type: row.type,
    region: row.region,
    image: row.image,
    ipv4: [addressOf(row.id)],
    ipv6: null,
    hypervisor: 'kvm',
    host_uuid: '3a3ddd59d9a78bb8de041391075df44de62bfec8',
    has_user_data: false,
    watchdog_enabled: true,
    tags: [],
    lke_cluster_id: null,
    placement_group: null,
    capabilities: [],
    specs: { disk, memory, vcpus, gpus: 0, transfer: 1_000 },
    alerts: { cpu: 90 * vcpus, io: 10_000, network_in: 10, network_out: 10, transfer_quota: 80 },
    backups: {
      enabled: row.enabled,
      available: last !== undefined,
      last_successful: last === undefined ? null : short(last.created),
      schedule: row.schedule ?? { day: null, window: null },
    },
  }
}

/** From the range kept for examples (RFC 2544). */
const addressOf = (id: number) => `203.0.113.${id % 256}`

export const backupView = (row: BackupRow) => ({
  id: row.id,
  label: row.label,
  status: row.status,
  type: row.type,
  available: row.status === 'successful',
  created: short(row.created),
  updated: short(row.finished ?? row.created),
  finished: row.finished === null ? null : short(row.finished),
  configs: ['My Debian 12 Disk Profile'],
  disks: [
    { label: 'Debian 12 Disk', size: row.disk - 512, filesystem: 'ext4' },
    { label: '512 MB Swap Image', size: 512, filesystem: 'swap' },
  ],
})

export const eventView = (row: EventRow, nowMs: number) => ({
  id: row.id,
  action: row.action,
  created: short(row.created),
  entity: {
    id: row.linode_id,
    label: row.label,
    type: 'linode',
    url: `/v4/linode/instances/${row.linode_id}`,
  },
  ...progressOf(row, nowMs),
  message: row.end === 'failed' ? 'The host could not complete the job.' : null,
  rate: null,
  read: false,
  secondary_entity: null,
  seen: false,
  time_remaining: null,
  username: 'northwind-ops',
})

/** Scheduled for the first tenth of its time, then started; a part that hangs comes to a third. */
const progressOf = ({ end, started_ms, ends_ms }: EventRow, nowMs: number) => {
  const duration = Math.max(0, ((ends_ms ?? nowMs) - started_ms) / 1_000)
  if (end === 'notification') return { status: 'notification', percent_complete: null, duration: 0 }
  if (end !== 'open') return { status: end, percent_complete: 100, duration }
  const share = ends_ms === null ? 0.33 : Math.min(0.99, (nowMs - started_ms) / Math.max(1, ends_ms - started_ms))
  return { status: share < 0.1 ? 'scheduled' : 'started', percent_complete: Math.floor(share * 100), duration: 0 }
}

const price = (monthly: number) => ({ hourly: Number((monthly / 666).toFixed(5)), monthly })

export const typeView = (type: LinodeType) => ({
  id: type.id,
  label: type.label,
  class: type.class,
  vcpus: type.vcpus,
  memory: type.memory,
  disk: type.disk,
  gpus: 0,
  transfer: 1_000,
  network_out: 1_000,
  successor: null,
  price: price(type.price),
  region_prices: [{ id: 'br-gru', ...price(type.price * 1.4) }],
  addons: { backups: { price: price(type.backups), region_prices: [{ id: 'br-gru', ...price(type.backups * 1.4) }] } },
})
