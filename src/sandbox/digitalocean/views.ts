import { toIso } from '../../lib/clock.ts'
import { short } from './answers.ts'
import { publicImages, regions, retentionDays, type Size, sizeOf, sizes } from './catalogue.ts'
import type { ActionRow, DropletRow, ImageRow } from './rows.ts'

const windowHours = 4

export const regionView = (slug: string) => ({
  name: regions.find((region) => region.slug === slug)?.name ?? slug,
  slug,
  features: ['backups', 'ipv6', 'metadata', 'install_agent', 'storage', 'image_transfer'],
  available: true,
  sizes: sizes.map((size) => size.slug),
})

export const sizeView = ({ slug, vcpus, memory, disk, price_monthly }: Size) => ({
  slug,
  memory,
  vcpus,
  disk,
  transfer: 1,
  price_monthly,
  price_hourly: Number((price_monthly / 672).toFixed(5)),
  regions: regions.map((region) => region.slug),
  available: true,
  description: 'Basic',
})

export const publicImageView = ({ id, slug, name }: (typeof publicImages)[number]) => ({
  id,
  name,
  slug,
  distribution: slug.startsWith('debian') ? 'Debian' : 'Ubuntu',
  public: true,
  regions: regions.map((region) => region.slug),
  created_at: '2026-01-05T05:47:50Z',
  type: 'base',
  min_disk_size: 7,
  size_gigabytes: 2.36,
  description: '',
  tags: [],
  status: 'available',
  error_message: '',
})

const windowView = (next: DropletRow['next_backup']) =>
  next === null
    ? null
    : { start: short(toIso(next.start_ms)), end: short(toIso(next.start_ms + windowHours * 3_600_000)) }

/** Without `image:read` the fields that need it come back empty, without any error. */
export const dropletView = (row: DropletRow, seesImages: boolean) => {
  const size = sizeOf(row.size_slug) ?? sizes[0]
  const image = publicImages.find(({ slug }) => slug === row.image_slug) ?? publicImages[0]
  return {
    id: row.id,
    name: row.name,
    memory: size?.memory,
    vcpus: size?.vcpus,
    disk: size?.disk,
    disk_info: [{ type: 'local', size: { amount: size?.disk, unit: 'gib' } }],
    locked: row.locked_by !== null,
    status: row.status,
    kernel: null,
    created_at: short(row.created_at),
    features: ['droplet_agent', 'private_networking', ...(row.policy === null ? [] : ['backups'])],
    backup_ids: seesImages ? row.backup_ids : [],
    next_backup_window: windowView(row.next_backup),
    snapshot_ids: seesImages ? row.snapshot_ids : [],
    image: seesImages && image ? publicImageView(image) : {},
    volume_ids: [],
    size: size && sizeView(size),
    size_slug: row.size_slug,
    networks: {
      v4: [{ ip_address: addressOf(row.id), netmask: '255.255.240.0', gateway: '10.0.0.1', type: 'public' }],
      v6: [],
    },
    region: regionView(row.region),
    tags: [],
    vpc_uuid: '760e09ef-dc84-11e8-981e-3cfdfeaae000',
  }
}

/** From the range kept for examples (RFC 2544). */
const addressOf = (id: number) => `203.0.113.${id % 256}`

export const policyView = (row: DropletRow) => {
  if (row.policy === null) return { droplet_id: row.id, backup_enabled: false }
  const { plan, weekday, hour } = row.policy
  return {
    droplet_id: row.id,
    backup_enabled: true,
    backup_policy: {
      plan,
      ...(weekday ? { weekday } : {}),
      hour,
      window_length_hours: windowHours,
      retention_period_days: retentionDays(plan),
    },
    next_backup_window: windowView(row.next_backup),
  }
}

/** A backup or snapshot in a droplet's own listing. */
export const dropletImageView = (row: ImageRow) => ({
  id: row.id,
  name: row.name,
  distribution: 'Ubuntu',
  slug: null,
  public: false,
  regions: [row.region],
  created_at: short(row.created_at),
  min_disk_size: row.min_disk_size,
  type: row.type,
  size_gigabytes: row.size_gigabytes,
})

/** The same among all private images: without a word of the droplet that it is of. */
export const imageView = (row: ImageRow) => ({
  ...dropletImageView(row),
  description: '',
  tags: [],
  status: 'available',
  error_message: '',
})

export const snapshotView = (row: ImageRow) => ({
  id: String(row.id),
  name: row.name,
  created_at: short(row.created_at),
  regions: [row.region],
  resource_id: String(row.droplet_id),
  resource_type: 'droplet',
  min_disk_size: row.min_disk_size,
  size_gigabytes: row.size_gigabytes,
  tags: [],
})

export const actionView = (row: ActionRow) => ({
  id: row.id,
  status: row.status,
  type: row.type,
  started_at: short(row.started_at),
  completed_at: row.completed_at === null ? null : short(row.completed_at),
  resource_id: row.resource_id,
  resource_type: row.resource_type,
  region: regionView(row.region),
  region_slug: row.region,
})
