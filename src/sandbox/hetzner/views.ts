import { toIso } from '../../lib/clock.ts'
import { rfcTime } from './answers.ts'
import {
  type Location,
  locationOf,
  locations,
  type ServerType,
  type SystemImage,
  systemImages,
  typeOf,
} from './catalogue.ts'
import type { ActionRow, ImageRow, ServerRow } from './rows.ts'

const vat = 0.19

/** Decimals as text, as long as Hetzner writes them. */
const price = (net: number) => ({ net: net.toFixed(10), gross: (net * (1 + vat)).toFixed(16) })

export const locationView = ({ id, name, city, country, zone, latitude, longitude }: Location) => ({
  id,
  name,
  description: `${city} DC Park 1`,
  city,
  country,
  latitude,
  longitude,
  network_zone: zone,
})

const pricesOf = ({ price_monthly }: ServerType) =>
  locations.map(({ name, price_factor }) => ({
    location: name,
    price_hourly: price((price_monthly * price_factor) / 624),
    price_monthly: price(price_monthly * price_factor),
    included_traffic: 21_990_232_555_520,
    price_per_tb_traffic: price(1),
  }))

export const serverTypeView = (type: ServerType) => ({
  id: type.id,
  name: type.name,
  description: type.name.toUpperCase(),
  cores: type.cores,
  memory: type.memory,
  disk: type.disk,
  deprecated: false,
  deprecation: null,
  locations: locations.map(({ id, name }) => ({ id, name, deprecation: null })),
  prices: pricesOf(type),
  storage_type: 'local',
  cpu_type: 'shared',
  category: 'cost_optimized',
  architecture: type.architecture,
})

export const pricingView = (types: readonly ServerType[], perGb: number) => ({
  currency: 'EUR',
  vat_rate: (vat * 100).toFixed(6),
  image: { price_per_gb_month: price(perGb) },
  floating_ip: { price_monthly: price(3) },
  floating_ips: [],
  primary_ips: [],
  load_balancer_types: [],
  server_backup: { percentage: '20.0000000000' },
  server_types: types.map((type) => ({ id: type.id, name: type.name, prices: pricesOf(type) })),
  volume: { price_per_gb_month: price(0.044) },
})

const systemImageView = ({ id, name, flavor, version }: SystemImage) => ({
  id,
  type: 'system',
  status: 'available',
  name,
  description: name,
  image_size: null,
  disk_size: 10,
  created: '2026-01-05T05:47:50+00:00',
  created_from: null,
  bound_to: null,
  os_flavor: flavor,
  os_version: version,
  rapid_deploy: true,
  protection: { delete: false },
  deprecated: null,
  deleted: null,
  labels: {},
  architecture: 'x86',
})

/** A backup is bound to its server; a snapshot only tells what it was made from. */
export const imageView = (row: ImageRow | SystemImage) =>
  'flavor' in row
    ? systemImageView(row)
    : {
        id: row.id,
        type: row.type,
        status: row.status,
        name: null,
        description: row.description,
        image_size: row.status === 'creating' ? null : row.image_size,
        disk_size: row.disk_size,
        created: rfcTime(row.created_at),
        created_from: { id: row.server_id, name: row.server_name },
        bound_to: row.type === 'backup' ? row.server_id : null,
        os_flavor: 'ubuntu',
        os_version: '24.04',
        rapid_deploy: false,
        protection: { delete: row.is_protected },
        deprecated: null,
        deleted: null,
        labels: {},
        architecture: 'x86',
      }

export const serverView = (row: ServerRow) => {
  const [type, location] = [typeOf(row.server_type), locationOf(row.location)]
  const image = systemImages.find(({ name }) => name === row.image_name)
  const place = location && locationView(location)
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    created: rfcTime(row.created_at),
    server_type: type && serverTypeView(type),
    location: place,
    datacenter: {
      id: location?.id,
      name: `${row.location}-dc14`,
      description: `${location?.city} 1 virtual DC 14`,
      location: place,
      server_types: { supported: [], available: [], available_for_migration: [] },
    },
    image: image ? imageView(image) : null,
    iso: null,
    rescue_enabled: false,
    locked: row.locked_by !== null,
    backup_window: row.backup_window,
    outgoing_traffic: 123_456,
    ingoing_traffic: 123_456,
    included_traffic: 21_990_232_555_520,
    primary_disk_size: type?.disk,
    protection: { delete: row.is_protected, rebuild: row.is_protected },
    public_net: {
      ipv4: { id: row.id, ip: addressOf(row.id), blocked: false, dns_ptr: `static.${row.id}.clients.example` },
      ipv6: { id: row.id + 1, ip: '2001:db8::/64', blocked: false, dns_ptr: [] },
      floating_ips: [],
      firewalls: [],
    },
    private_net: [],
    labels: {},
    volumes: [],
    load_balancers: [],
    placement_group: null,
  }
}

/** From the range kept for examples (RFC 2544). */
const addressOf = (id: number) => `203.0.113.${id % 256}`

export const actionView = (row: ActionRow, nowMs: number) => ({
  id: row.id,
  command: row.command,
  status: row.status,
  progress: progressOf(row, nowMs),
  started: rfcTime(toIso(row.started_ms)),
  finished: row.finished_at === null ? null : rfcTime(row.finished_at),
  resources: [
    { id: row.server_id, type: 'server' },
    ...(row.image_id === null ? [] : [{ id: row.image_id, type: 'image' }]),
  ],
  error: row.status === 'error' ? { code: 'action_failed', message: 'Action failed' } : null,
})

/** One that hangs does so half-way. */
const progressOf = ({ status, started_ms, ends_ms }: ActionRow, nowMs: number): number => {
  if (status !== 'running') return 100
  if (ends_ms === null) return 50
  const share = ends_ms === started_ms ? 0 : (nowMs - started_ms) / (ends_ms - started_ms)
  return Math.min(99, Math.max(0, Math.floor(share * 100)))
}
