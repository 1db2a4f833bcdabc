import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { badRequest, field, locked, notFound, ok, paged } from './answers.ts'
import { withNextBackup, withoutBackups } from './backups.ts'
import { isVx1 } from './catalogue.ts'
import { createInstance } from './create-instance.ts'
import { scheduleTypes } from './next-backup.ts'
import { endLater } from './pending.ts'
import { type InstanceRow, type Schedule, tablesOf } from './rows.ts'
import { instanceView, scheduleView } from './views.ts'

const withInstance =
  (handle: (request: SandboxRequest, world: World, row: InstanceRow) => Answer) =>
  (request: SandboxRequest, world: World): Answer => {
    const row = tablesOf(world.store).instances.get(request.params.instance_id ?? '')
    return row === undefined ? notFound() : handle(request, world, row)
  }

const isLocked = (request: SandboxRequest, row: InstanceRow): boolean =>
  request.fault?.kind === 'locked' || row.server_status === 'locked' || row.status === 'pending'

/** Instances, what they are told to do, and their backup schedules. */
export const instanceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/instances',
    operation: 'list-instances',
    handle: (request, world) => {
      const rows = [...tablesOf(world.store).instances.all()]
      return paged(request, 'instances', rows, (row) => instanceView(row, world.clock.nowMs()))
    },
  },
  { method: 'POST', path: '/v2/instances', operation: 'create-instance', handle: createInstance },
  {
    method: 'GET',
    path: '/v2/instances/:instance_id',
    operation: 'get-instance',
    handle: withInstance((_request, world, row) => ok({ instance: instanceView(row, world.clock.nowMs()) })),
  },
  {
    method: 'PATCH',
    path: '/v2/instances/:instance_id',
    operation: 'update-instance',
    handle: withInstance((request, world, row) => {
      if (isLocked(request, row)) return locked('update server')
      return updateInstance(request, world, row)
    }),
  },
  {
    method: 'DELETE',
    path: '/v2/instances/:instance_id',
    operation: 'delete-instance',
    handle: withInstance((_request, world, row) => {
      destroyInstance(world, row)
      world.recordEffect('server_deleted', row.id, row.label)
      return { status: 204 }
    }),
  },
  {
    method: 'GET',
    path: '/v2/instances/:instance_id/backup-schedule',
    operation: 'get-instance-backup-schedule',
    handle: withInstance((_request, _world, row) => ok({ backup_schedule: scheduleView(row) })),
  },
  {
    method: 'POST',
    path: '/v2/instances/:instance_id/backup-schedule',
    operation: 'create-instance-backup-schedule',
    handle: withInstance((request, world, row) => {
      if (isLocked(request, row)) return locked('set backup schedule')
      return setSchedule(request, world, row)
    }),
  },
  {
    method: 'POST',
    path: '/v2/instances/:instance_id/restore',
    operation: 'restore-instance',
    handle: withInstance((request, world, row) => {
      if (isLocked(request, row)) return locked('restore server')
      return restoreInstance(request, world, row)
    }),
  },
]

/** Accepted, and never done. */
const isLost = ({ fault }: SandboxRequest): boolean => fault?.kind === 'action_errors' || fault?.kind === 'action_hangs'

const accepted = (world: World, row: InstanceRow): Answer => ({
  status: 202,
  body: { instance: instanceView(row, world.clock.nowMs()) },
})

const updateInstance = (request: SandboxRequest, world: World, row: InstanceRow): Answer => {
  const wish = field(request.body, 'backups')
  if (wish !== undefined && wish !== 'enabled' && wish !== 'disabled') return badRequest('Invalid value for backups.')
  if (wish === 'enabled' && isVx1(row.plan)) return badRequest('Automatic backups are not available for this plan.')
  if (wish === undefined || isLost(request) || row.backups === (wish === 'enabled')) return accepted(world, row)
  const changed = wish === 'enabled' ? withNextBackup(world, { ...row, backups: true }) : withoutBackups(world, row)
  tablesOf(world.store).instances.put(row.id, changed)
  world.recordEffect(wish === 'enabled' ? 'backups_enabled' : 'backups_disabled', row.id)
  return accepted(world, changed)
}

/** Taken also while backups are off: the document knows no refusal of this call but 401 and 404. */
const setSchedule = (request: SandboxRequest, world: World, row: InstanceRow): Answer => {
  const schedule = scheduleIn(request.body, row.schedule)
  if (schedule === null) return badRequest('Invalid backup schedule.')
  if (!isLost(request)) {
    tablesOf(world.store).instances.put(row.id, withNextBackup(world, { ...row, schedule }))
    world.recordEffect('backup_schedule_changed', row.id, schedule.type)
  }
  return { status: 200 }
}

const scheduleIn = (body: unknown, before: Schedule): Schedule | null => {
  const type = field(body, 'type')
  if (typeof type !== 'string' || !scheduleTypes.includes(type)) return null
  const number = (name: 'hour' | 'dow' | 'dom', least: number, most: number): number | null => {
    const value = field(body, name) ?? before[name]
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null
  }
  const [hour, dow, dom] = [number('hour', 0, 23), number('dow', 1, 7), number('dom', 1, 28)]
  return hour === null || dow === null || dom === null ? null : { type, hour, dow, dom }
}

/** Any backup or snapshot of the account is taken, whosever it is. */
const restoreInstance = (request: SandboxRequest, world: World, row: InstanceRow): Answer => {
  const tables = tablesOf(world.store)
  const [backupId, snapshotId] = [field(request.body, 'backup_id'), field(request.body, 'snapshot_id')]
  const isThere =
    backupId === undefined
      ? tables.snapshots.get(String(snapshotId))?.status === 'complete'
      : tables.backups.get(String(backupId)) !== undefined
  if (!isThere) return badRequest('Invalid backup or snapshot.')
  tables.instances.put(row.id, { ...row, server_status: 'locked' })
  endLater(world, 'instance', row.id, request.fault)
  if (request.fault?.kind !== 'action_errors') world.recordEffect('restored_in_place', row.id)
  const [restore_type, restore_id] =
    backupId === undefined ? ['snapshot_id', String(snapshotId)] : ['backup_id', String(backupId)]
  return { status: 202, body: { status: { restore_type, restore_id, status: 'inprogress' } } }
}

/** Its backups go with it; its snapshots stay. */
export const destroyInstance = (world: World, row: InstanceRow): void => {
  const { instances, backups } = tablesOf(world.store)
  for (const id of row.backup_ids) backups.delete(id)
  instances.delete(row.id)
}
