import { dayMs, hourMs, minuteMs, toIso } from '../../lib/clock.ts'
import type { World } from '../kit/cloud.ts'
import type { OldSnapshot } from '../kit/old-snapshot.ts'
import { backupSlots, backupWindows, typeOf } from './catalogue.ts'
import { type ImageRow, type ServerRow, tablesOf } from './rows.ts'

/** Hetzner's choice of a window for a server. */
export const windowFor = (serverId: number): string => backupWindows[serverId % backupWindows.length] ?? '22-02'

/** The first backup in the server's window after the given time; each server has its own minute in it. */
export const nextBackupMs = (serverId: number, window: string, afterMs: number): number => {
  const midnight = Math.floor(afterMs / dayMs) * dayMs
  let at = midnight + Number(window.slice(0, 2)) * hourMs + (serverId % 240) * minuteMs - dayMs
  while (at <= afterMs) at += dayMs
  return at
}

export const addImage = (
  world: World,
  server: ServerRow,
  image: Pick<ImageRow, 'type' | 'status' | 'description' | 'created_at'>,
): ImageRow => {
  const tables = tablesOf(world.store)
  const row: ImageRow = {
    ...image,
    id: tables.nextId('image'),
    server_id: server.id,
    server_name: server.name,
    image_size: server.used_gigabytes,
    disk_size: typeOf(server.server_type)?.disk ?? 40,
    is_protected: false,
  }
  tables.images.put(row.id, row)
  return row
}

/** Twice is once. */
export const addOldSnapshot = (world: World, server: ServerRow, old: OldSnapshot): void => {
  const id = Number(old.ref)
  tablesOf(world.store).images.put(id, {
    id,
    type: 'snapshot',
    status: 'available',
    description: old.name,
    created_at: old.taken_at,
    server_id: server.id,
    server_name: server.name,
    image_size: old.size_bytes / 1e9,
    disk_size: typeOf(server.server_type)?.disk ?? 40,
    is_protected: false,
  })
}

/** Puts a backup into the server's slots; where all are full the oldest goes. */
export const withBackup = (world: World, server: ServerRow, imageId: number): ServerRow => {
  const ids = [...server.backup_ids, imageId]
  const kept = ids.slice(-backupSlots)
  for (const id of ids.slice(0, -backupSlots)) tablesOf(world.store).images.delete(id)
  return { ...server, backup_ids: kept }
}

/** All automatic backups that were due by now. */
export const bringBackupsUpToDate = (world: World, server: ServerRow): ServerRow => {
  const nowMs = world.clock.nowMs()
  let row = server
  while (row.backup_window !== null && row.next_backup_ms !== null && row.next_backup_ms <= nowMs) {
    const at = row.next_backup_ms
    const next_backup_ms = nextBackupMs(row.id, row.backup_window, at)
    // Those that seven newer ones have pushed out by now need not be made first.
    const isKept = at + backupSlots * dayMs > nowMs
    row = { ...(isKept ? withAutomaticBackup(world, row, at) : row), next_backup_ms }
  }
  return row
}

const withAutomaticBackup = (world: World, server: ServerRow, atMs: number): ServerRow => {
  const created_at = toIso(atMs)
  const description = `${server.name} ${created_at.slice(0, 10)}`
  const { id } = addImage(world, server, { type: 'backup', status: 'available', description, created_at })
  return withBackup(world, server, id)
}

/** "This immediately removes all existing backups for the Server!" */
export const withoutBackups = (world: World, server: ServerRow): ServerRow => {
  for (const id of server.backup_ids) tablesOf(world.store).images.delete(id)
  return { ...server, backup_ids: [], backup_window: null, next_backup_ms: null }
}

/** Out of the server's slots, into a life of its own. */
export const convert = (world: World, image: ImageRow, changed: Partial<ImageRow>): ImageRow => {
  const { images, servers } = tablesOf(world.store)
  const row = { ...image, ...changed }
  images.put(row.id, row)
  if (row.type === 'snapshot') leaveSlot(servers, image)
  return row
}

export const removeImage = (world: World, image: ImageRow): void => {
  const { images, servers } = tablesOf(world.store)
  images.delete(image.id)
  leaveSlot(servers, image)
}

const leaveSlot = (servers: ReturnType<typeof tablesOf>['servers'], { id, server_id }: ImageRow): void => {
  const server = servers.get(server_id)
  if (server?.backup_ids.includes(id))
    servers.put(server.id, { ...server, backup_ids: server.backup_ids.filter((one) => one !== id) })
}
