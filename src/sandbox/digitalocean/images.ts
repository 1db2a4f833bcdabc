import { dayMs, toIso } from '../../lib/clock.ts'
import type { World } from '../kit/cloud.ts'
import type { OldSnapshot } from '../kit/old-snapshot.ts'
import { nextBackup } from './backup-window.ts'
import { retentionDays, sizeOf } from './catalogue.ts'
import { type DropletRow, type ImageRow, tablesOf } from './rows.ts'

const addImage = (
  world: World,
  droplet: DropletRow,
  image: Pick<ImageRow, 'name' | 'type' | 'created_at' | 'expires_ms'>,
) => {
  const tables = tablesOf(world.store)
  const row: ImageRow = {
    ...image,
    id: tables.nextId('image'),
    droplet_id: droplet.id,
    region: droplet.region,
    size_gigabytes: droplet.used_gigabytes,
    min_disk_size: sizeOf(droplet.size_slug)?.disk ?? 25,
  }
  tables.images.put(row.id, row)
  return row
}

export const addSnapshot = (world: World, droplet: DropletRow, name: string): DropletRow => {
  const row = addImage(world, droplet, { name, type: 'snapshot', created_at: world.clock.now(), expires_ms: null })
  return { ...droplet, snapshot_ids: [...droplet.snapshot_ids, row.id] }
}

/** Twice is once. */
export const addOldSnapshot = (world: World, droplet: DropletRow, old: OldSnapshot): DropletRow => {
  const id = Number(old.ref)
  tablesOf(world.store).images.put(id, {
    id,
    name: old.name,
    type: 'snapshot',
    droplet_id: droplet.id,
    region: droplet.region,
    created_at: old.taken_at,
    expires_ms: null,
    size_gigabytes: old.size_bytes / 1e9,
    min_disk_size: sizeOf(droplet.size_slug)?.disk ?? 25,
  })
  return { ...droplet, snapshot_ids: [...droplet.snapshot_ids.filter((one) => one !== id), id] }
}

/** All automatic backups that were due by now and have not expired since; the ones that have are taken away. */
export const bringBackupsUpToDate = (world: World, droplet: DropletRow): DropletRow => {
  const nowMs = world.clock.nowMs()
  const { policy } = droplet
  let row = droplet
  while (policy !== null && row.next_backup !== null && row.next_backup.at_ms <= nowMs) {
    const { at_ms, start_ms } = row.next_backup
    const expires_ms = at_ms + retentionDays(policy.plan) * dayMs
    const isKept = expires_ms > nowMs
    const backup_ids = isKept ? [...row.backup_ids, addBackup(world, row, at_ms, expires_ms)] : row.backup_ids
    row = { ...row, backup_ids, next_backup: nextBackup(policy, row.id, start_ms) }
  }
  return withoutExpired(world, row, nowMs)
}

const addBackup = (world: World, droplet: DropletRow, atMs: number, expires_ms: number): number =>
  addImage(world, droplet, {
    name: `${droplet.name} ${toIso(atMs).slice(0, 10)}`,
    type: 'backup',
    created_at: toIso(atMs),
    expires_ms,
  }).id

const withoutExpired = (world: World, droplet: DropletRow, nowMs: number): DropletRow => {
  const { images } = tablesOf(world.store)
  const expired = droplet.backup_ids.filter((id) => (images.get(id)?.expires_ms ?? nowMs) <= nowMs)
  if (expired.length === 0) return droplet
  for (const id of expired) images.delete(id)
  return { ...droplet, backup_ids: droplet.backup_ids.filter((id) => !expired.includes(id)) }
}

/** DigitalOcean's two documents differ on this; here switching off does what does more harm. */
export const deleteBackups = (world: World, droplet: DropletRow): DropletRow => {
  const { images } = tablesOf(world.store)
  for (const id of droplet.backup_ids) images.delete(id)
  return { ...droplet, backup_ids: [] }
}

/** From the droplet's list of backups to its list of snapshots. */
export const convert = (world: World, image: ImageRow): void => {
  const { images, droplets } = tablesOf(world.store)
  images.put(image.id, { ...image, type: 'snapshot', expires_ms: null })
  const droplet = droplets.get(image.droplet_id)
  if (droplet === undefined) return
  droplets.put(droplet.id, {
    ...droplet,
    backup_ids: droplet.backup_ids.filter((id) => id !== image.id),
    snapshot_ids: [...droplet.snapshot_ids.filter((id) => id !== image.id), image.id],
  })
}

export const removeImage = (world: World, image: ImageRow): void => {
  const { images, droplets } = tablesOf(world.store)
  images.delete(image.id)
  const droplet = droplets.get(image.droplet_id)
  if (droplet === undefined) return
  const without = (ids: readonly number[]) => ids.filter((id) => id !== image.id)
  droplets.put(droplet.id, {
    ...droplet,
    backup_ids: without(droplet.backup_ids),
    snapshot_ids: without(droplet.snapshot_ids),
  })
}
