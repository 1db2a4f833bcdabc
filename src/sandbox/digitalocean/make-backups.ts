import type { World } from '../kit/cloud.ts'
import { bringBackupsUpToDate } from './images.ts'
import { tablesOf } from './rows.ts'

/** When the next automatic backup is due, so that not every request goes through all droplets. */
const dueAt = new WeakMap<World, number>()

/** To be called where a droplet gets a next backup. */
export const expectBackup = (world: World, atMs: number): void => {
  dueAt.set(world, Math.min(dueAt.get(world) ?? 0, atMs))
  world.wakeAt(atMs)
}

/** Automatic backups appear in their windows and go when their days are over. */
export const makeBackups = (world: World): void => {
  const { droplets } = tablesOf(world.store)
  const nowMs = world.clock.nowMs()
  let next = dueAt.get(world) ?? 0
  if (next <= nowMs) {
    next = Number.POSITIVE_INFINITY
    for (const row of [...droplets.all()]) {
      if (row.next_backup === null) continue
      const changed = row.next_backup.at_ms <= nowMs ? bringBackupsUpToDate(world, row) : row
      if (changed !== row) droplets.put(row.id, changed)
      next = Math.min(next, changed.next_backup?.at_ms ?? next)
    }
    dueAt.set(world, next)
  }
  world.wakeAt(next)
}
