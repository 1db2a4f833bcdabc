import { dayMs, toIso } from '../../lib/clock.ts'
import type { World } from '../kit/cloud.ts'
import { productOf } from './products.ts'
import { type InstanceRow, type OrderRow, tablesOf } from './state.ts'

const keptBackups = 10
const backupLifeMs = 10 * dayMs

/** What time brings: orders arrive, changes end, auto-backups run, backups and snapshots reach the end of their life. */
export const tick = (world: World): void => {
  const tables = tablesOf(world.store)
  const now = world.clock.nowMs()
  for (const order of [...tables.orders.all()]) deliver(world, order, now)
  for (const row of tables.instances.all()) {
    const ended = endChange(row, now)
    const backed = runBackups(world, ended, now)
    if (backed !== row) tables.instances.put(row.instance_id, backed)
    if (backed.pending?.until_ms) world.wakeAt(backed.pending.until_ms)
    if (backed.next_backup_ms !== null) world.wakeAt(backed.next_backup_ms)
  }
  for (const snapshot of [...tables.snapshots.all()]) {
    const ends = Date.parse(snapshot.auto_delete_at)
    if (ends <= now) tables.snapshots.delete(snapshot.snapshot_id)
    else world.wakeAt(ends)
  }
}

/** The add-on appears. Bought twice it is there twice. */
const deliver = (world: World, order: OrderRow, now: number): void => {
  if (order.waits_for_payment || order.due_ms === null) return
  if (order.due_ms > now) {
    world.wakeAt(order.due_ms)
    return
  }
  const tables = tablesOf(world.store)
  tables.orders.delete(order.order_id)
  const row = tables.instances.get(order.instance_id)
  if (row !== undefined) tables.instances.put(row.instance_id, withAddon(row, order.addon_id, now))
}

export const withAddon = (row: InstanceRow, id: number, now: number): InstanceRow => {
  const quantity = (row.addons.find((addon) => addon.id === id)?.quantity ?? 0) + 1
  const addons = [...row.addons.filter((addon) => addon.id !== id), { id, quantity }]
  const isBackup = productOf(row.product_id)?.backup_addon_id === id
  // Contabo picks the time; here it follows from the server's number.
  const first = now + (1 + (row.instance_id % 23)) * (dayMs / 24)
  return { ...row, addons, next_backup_ms: isBackup ? (row.next_backup_ms ?? first) : row.next_backup_ms }
}

const endChange = (row: InstanceRow, now: number): InstanceRow => {
  const { pending } = row
  if (pending === null || pending.until_ms === null || pending.until_ms > now) return row
  return { ...row, status: pending.status, error_message: pending.error_message, pending: null }
}

const runBackups = (world: World, row: InstanceRow, now: number): InstanceRow => {
  if (row.next_backup_ms === null || row.next_backup_ms > now) return row
  // After a long pause only what would still be kept has to be made.
  const days = Math.max(0, Math.floor((now - row.next_backup_ms) / dayMs) - keptBackups)
  let next = row.next_backup_ms + days * dayMs
  let backups = row.auto_backups
  for (; next <= now; next += dayMs) {
    backups = [{ ref: `auto-${row.instance_id}-${next}`, created_at: toIso(next) }, ...backups]
  }
  const kept = backups.slice(0, keptBackups).filter(({ created_at }) => Date.parse(created_at) > now - backupLifeMs)
  world.wakeAt(next)
  return { ...row, auto_backups: kept, next_backup_ms: next }
}
