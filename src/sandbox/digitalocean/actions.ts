import type { World } from '../kit/cloud.ts'
import type { Fault } from '../kit/fault.ts'
import { nextBackup } from './backup-window.ts'
import { addSnapshot, convert, deleteBackups } from './images.ts'
import { expectBackup } from './make-backups.ts'
import { type ActionInput, type ActionRow, type DropletRow, tablesOf } from './rows.ts'

export type NewAction = {
  readonly type: string
  readonly resource_id: number
  readonly resource_type: 'droplet' | 'image'
  readonly region: string
  readonly input?: ActionInput
  readonly fault: Fault | null
}

/** Puts an action under way; its droplet is locked until it ends. */
export const beginAction = (world: World, { fault, input = {}, ...action }: NewAction): ActionRow => {
  const tables = tablesOf(world.store)
  const ends_ms = fault?.kind === 'action_hangs' ? null : world.clock.nowMs() + world.settings.action_ms
  const row: ActionRow = {
    ...action,
    id: tables.nextId('action'),
    status: 'in-progress',
    started_at: world.clock.now(),
    completed_at: null,
    ends_ms,
    fails: fault?.kind === 'action_errors',
    input,
  }
  tables.actions.put(row.id, row)
  tables.running.put(row.id, row.id)
  const droplet = action.resource_type === 'droplet' ? tables.droplets.get(action.resource_id) : undefined
  if (droplet !== undefined) tables.droplets.put(droplet.id, { ...droplet, locked_by: row.id })
  if (ends_ms !== null) world.wakeAt(ends_ms)
  return row
}

/** Ends the actions whose time has come. */
export const endActions = (world: World): void => {
  const tables = tablesOf(world.store)
  for (const id of [...tables.running.all()]) {
    const action = tables.actions.get(id)
    if (action === undefined || action.ends_ms === null) continue
    if (action.ends_ms > world.clock.nowMs()) world.wakeAt(action.ends_ms)
    else endAction(world, action)
  }
}

const endAction = (world: World, action: ActionRow): void => {
  const tables = tablesOf(world.store)
  tables.running.delete(action.id)
  const status = action.fails ? 'errored' : 'completed'
  tables.actions.put(action.id, { ...action, status, completed_at: world.clock.now() })
  if (action.resource_type === 'image') endImageAction(world, action)
  else endDropletAction(world, action)
}

const endDropletAction = (world: World, action: ActionRow): void => {
  const tables = tablesOf(world.store)
  const droplet = tables.droplets.get(action.resource_id)
  if (droplet === undefined) return
  const changed = action.fails ? droplet : (outcomes[action.type]?.(world, droplet, action) ?? droplet)
  tables.droplets.put(droplet.id, { ...changed, locked_by: null })
}

const endImageAction = (world: World, action: ActionRow): void => {
  const image = tablesOf(world.store).images.get(action.resource_id)
  if (image !== undefined && action.type === 'convert' && !action.fails) convert(world, image)
}

const daily = { plan: 'daily', hour: 20 } as const

const withPolicy = (world: World, droplet: DropletRow, { input }: ActionRow): DropletRow => {
  const policy = input.policy ?? daily
  const next_backup = nextBackup(policy, droplet.id, world.clock.nowMs())
  expectBackup(world, next_backup.at_ms)
  return { ...droplet, policy, next_backup }
}

const outcomes: Readonly<Record<string, (world: World, droplet: DropletRow, action: ActionRow) => DropletRow>> = {
  create: (_world, droplet) => ({ ...droplet, status: 'active' }),
  enable_backups: withPolicy,
  change_backup_policy: withPolicy,
  disable_backups: (world, droplet) => ({ ...deleteBackups(world, droplet), policy: null, next_backup: null }),
  snapshot: (world, droplet, { input }) =>
    addSnapshot(world, droplet, input.name ?? `${droplet.name}-${world.clock.nowMs()}`),
  power_off: (_world, droplet) => ({ ...droplet, status: 'off' }),
  power_on: (_world, droplet) => ({ ...droplet, status: 'active' }),
}
