import type { World } from '../kit/cloud.ts'
import type { Fault } from '../kit/fault.ts'
import { type PendingRow, tablesOf } from './rows.ts'

/** Lets something end after the time that changes take; one that hangs never does, nor does an instance whose change fails. */
export const endLater = (world: World, kind: PendingRow['kind'], id: string, fault: Fault | null): void => {
  const fails = fault?.kind === 'action_errors'
  if (fault?.kind === 'action_hangs' || (fails && kind === 'instance')) return
  const at_ms = world.clock.nowMs() + world.settings.action_ms
  const key = `${kind}:${id}`
  tablesOf(world.store).pending.put(key, { key, kind, id, at_ms, fails })
  world.wakeAt(at_ms)
}

/** Ends what its time has come for. */
export const endPending = (world: World): void => {
  const tables = tablesOf(world.store)
  for (const row of [...tables.pending.all()]) {
    if (row.at_ms > world.clock.nowMs()) {
      world.wakeAt(row.at_ms)
      continue
    }
    tables.pending.delete(row.key)
    if (row.kind === 'instance') endInstance(world, row.id)
    else endSnapshot(world, row)
  }
}

const endInstance = (world: World, id: string): void => {
  const { instances } = tablesOf(world.store)
  const row = instances.get(id)
  if (row !== undefined) instances.put(id, { ...row, status: 'active', power_status: 'running', server_status: 'ok' })
}

const endSnapshot = (world: World, { id, fails }: PendingRow): void => {
  const { snapshots } = tablesOf(world.store)
  const row = snapshots.get(id)
  if (row !== undefined) snapshots.put(id, { ...row, status: fails ? 'deleted' : 'complete' })
}
