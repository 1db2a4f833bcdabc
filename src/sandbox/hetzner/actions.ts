import type { World } from '../kit/cloud.ts'
import type { Fault } from '../kit/fault.ts'
import { withBackup, withoutBackups } from './images.ts'
import { withBackupsOn } from './make-backups.ts'
import { type ActionRow, type ServerRow, tablesOf } from './rows.ts'

export type NewAction = {
  readonly command: string
  readonly server_id: number
  readonly image_id?: number
  readonly fault: Fault | null
}

/** Puts an action under way; its server is locked until it ends. */
export const beginAction = (world: World, { fault, image_id, ...action }: NewAction): ActionRow => {
  const tables = tablesOf(world.store)
  const started_ms = world.clock.nowMs()
  const ends_ms = fault?.kind === 'action_hangs' ? null : started_ms + world.settings.action_ms
  const row: ActionRow = {
    ...action,
    id: tables.nextId('action'),
    status: 'running',
    started_ms,
    finished_at: null,
    ends_ms,
    fails: fault?.kind === 'action_errors',
    image_id: image_id ?? null,
  }
  tables.actions.put(row.id, row)
  tables.running.put(row.id, row.id)
  const server = tables.servers.get(action.server_id)
  if (server !== undefined) tables.servers.put(server.id, { ...server, locked_by: row.id })
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
  const status = action.fails ? 'error' : 'success'
  tables.actions.put(action.id, { ...action, status, finished_at: world.clock.now() })
  const server = tables.servers.get(action.server_id)
  if (action.command === 'create_image') endImage(world, action, server)
  const unlocked = server && tables.servers.get(server.id)
  if (unlocked === undefined) return
  const changed = (action.fails ? failures : outcomes)[action.command]?.(world, unlocked) ?? unlocked
  const stillLocked = changed.locked_by !== null && changed.locked_by !== action.id
  tables.servers.put(changed.id, stillLocked ? changed : { ...changed, locked_by: null })
}

/** An image that could not be made is gone again; a backup takes its slot when it is there. */
const endImage = (world: World, { image_id, fails }: ActionRow, server: ServerRow | undefined): void => {
  const { images, servers } = tablesOf(world.store)
  const image = images.get(image_id ?? 0)
  if (image === undefined) return
  if (fails) images.delete(image.id)
  else images.put(image.id, { ...image, status: 'available' })
  if (!fails && image.type === 'backup' && server !== undefined)
    servers.put(server.id, withBackup(world, server, image.id))
}

type Outcomes = Readonly<Record<string, (world: World, server: ServerRow) => ServerRow>>

const outcomes: Outcomes = {
  create_server: (_world, server) => ({ ...server, status: 'starting' }),
  start_server: (_world, server) => ({ ...server, status: 'running' }),
  stop_server: (_world, server) => ({ ...server, status: 'off' }),
  shutdown_server: (_world, server) => ({ ...server, status: 'off' }),
  rebuild_server: (_world, server) => ({ ...server, status: 'running' }),
  enable_backup: (world, server) => (server.backup_window === null ? withBackupsOn(world, server) : server),
  disable_backup: withoutBackups,
}

const failures: Outcomes = {
  create_server: (_world, server) => ({ ...server, status: 'off' }),
  rebuild_server: (_world, server) => ({ ...server, status: 'off' }),
}
