import type { World } from '../kit/cloud.ts'
import { bringBackupsUpToDate, nextBackupMs, windowFor } from './images.ts'
import { type ServerRow, tablesOf } from './rows.ts'

/** When the next automatic backup is due, so that not every request goes through all servers. */
const dueAt = new WeakMap<World, number>()

/** Backups on, from now or from a time ago. */
export const withBackupsOn = (world: World, server: ServerRow, sinceMs = world.clock.nowMs()): ServerRow => {
  const backup_window = windowFor(server.id)
  const next_backup_ms = nextBackupMs(server.id, backup_window, sinceMs)
  dueAt.set(world, Math.min(dueAt.get(world) ?? 0, next_backup_ms))
  world.wakeAt(next_backup_ms)
  return { ...server, backup_window, next_backup_ms }
}

/** Automatic backups appear in their windows. */
export const makeBackups = (world: World): void => {
  const { servers } = tablesOf(world.store)
  const nowMs = world.clock.nowMs()
  let next = dueAt.get(world) ?? 0
  if (next <= nowMs) {
    next = Number.POSITIVE_INFINITY
    for (const row of [...servers.all()]) {
      if (row.next_backup_ms === null) continue
      const changed = row.next_backup_ms <= nowMs ? bringBackupsUpToDate(world, row) : row
      if (changed !== row) servers.put(row.id, changed)
      next = Math.min(next, changed.next_backup_ms ?? next)
    }
    dueAt.set(world, next)
  }
  world.wakeAt(next)
}
