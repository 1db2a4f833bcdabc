import { toIso } from '../../lib/clock.ts'
import type { World } from '../kit/cloud.ts'
import { nextBackupMs } from './next-backup.ts'
import { type InstanceRow, tablesOf } from './rows.ts'

const kept = 2

/** When the next automatic backup is due, so that not every request goes through all instances. */
const dueAt = new WeakMap<World, number>()

/** The instance with its next backup in sight, or with none. */
export const withNextBackup = (world: World, row: InstanceRow, afterMs = world.clock.nowMs()): InstanceRow => {
  const next_backup_ms = row.backups ? nextBackupMs(row.schedule, afterMs) : null
  if (next_backup_ms !== null) expectBackup(world, next_backup_ms)
  return { ...row, next_backup_ms }
}

const expectBackup = (world: World, atMs: number): void => {
  dueAt.set(world, Math.min(dueAt.get(world) ?? 0, atMs))
  world.wakeAt(atMs)
}

/** All backups that were due by now, as far as they would still be kept. */
export const bringBackupsUpToDate = (world: World, instance: InstanceRow): InstanceRow => {
  const times: number[] = []
  let row = instance
  while (row.next_backup_ms !== null && row.next_backup_ms <= world.clock.nowMs()) {
    times.push(row.next_backup_ms)
    row = { ...row, next_backup_ms: nextBackupMs(row.schedule, row.next_backup_ms) }
  }
  const backup_ids = [...row.backup_ids, ...times.slice(-kept).map((at) => addBackup(world, row, at))]
  const { backups } = tablesOf(world.store)
  for (const id of backup_ids.slice(0, -kept)) backups.delete(id)
  return { ...row, backup_ids: backup_ids.slice(-kept) }
}

const addBackup = (world: World, row: InstanceRow, atMs: number): string => {
  const id = world.random.uuid()
  const created_at = toIso(atMs)
  const description = `${row.label || row.id} automatic backup`
  const backup = { id, instance_id: row.id, description, created_at, size: row.used_bytes }
  tablesOf(world.store).backups.put(id, backup)
  return id
}

/** Nobody knows what becomes of backups when they are switched off; here they go, which does more harm. */
export const withoutBackups = (world: World, row: InstanceRow): InstanceRow => {
  const { backups } = tablesOf(world.store)
  for (const id of row.backup_ids) backups.delete(id)
  return { ...row, backups: false, next_backup_ms: null, backup_ids: [] }
}

/** Automatic backups appear when their time comes. */
export const makeBackups = (world: World): void => {
  const { instances } = tablesOf(world.store)
  const nowMs = world.clock.nowMs()
  let next = dueAt.get(world) ?? 0
  if (next <= nowMs) {
    next = Number.POSITIVE_INFINITY
    for (const row of [...instances.all()]) {
      if (row.next_backup_ms === null) continue
      const changed = row.next_backup_ms <= nowMs ? bringBackupsUpToDate(world, row) : row
      if (changed !== row) instances.put(row.id, changed)
      next = Math.min(next, changed.next_backup_ms ?? next)
    }
    dueAt.set(world, next)
  }
  world.wakeAt(next)
}
