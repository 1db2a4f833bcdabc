import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import type { OldSnapshot } from '../kit/old-snapshot.ts'
import { badRequest, field, locked, notFound, ok, paged } from './answers.ts'
import { planOf } from './catalogue.ts'
import { endLater } from './pending.ts'
import { type InstanceRow, type SnapshotRow, tablesOf } from './rows.ts'
import { backupView, snapshotView } from './views.ts'

const snapshotOf = (request: SandboxRequest, world: World): SnapshotRow | undefined =>
  tablesOf(world.store).snapshots.get(request.params.snapshot_id ?? '')

/** Backups and snapshots of the account. */
export const imageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/backups',
    operation: 'list-backups',
    handle: (request, world) => {
      const { backups, instances } = tablesOf(world.store)
      const instanceId = request.query.get('instance_id')
      if (instanceId === null) return paged(request, 'backups', [...backups.all()], backupView)
      const rows = (instances.get(instanceId)?.backup_ids ?? []).flatMap((id) => backups.get(id) ?? [])
      return paged(request, 'backups', rows, backupView)
    },
  },
  {
    method: 'GET',
    path: '/v2/backups/:backup_id',
    operation: 'get-backup',
    handle: (request, world) => {
      const row = tablesOf(world.store).backups.get(request.params.backup_id ?? '')
      return row === undefined ? notFound() : ok({ backup: backupView(row) })
    },
  },
  {
    method: 'GET',
    path: '/v2/snapshots',
    operation: 'list-snapshots',
    handle: (request, world) => {
      const wanted = request.query.get('description')
      const rows = [...tablesOf(world.store).snapshots.all()].filter(
        ({ description, status }) => status !== 'deleted' && (wanted === null || description === wanted),
      )
      return paged(request, 'snapshots', rows, snapshotView)
    },
  },
  { method: 'POST', path: '/v2/snapshots', operation: 'create-snapshot', handle: (...args) => createSnapshot(...args) },
  {
    method: 'GET',
    path: '/v2/snapshots/:snapshot_id',
    operation: 'get-snapshot',
    handle: (request, world) => {
      const row = snapshotOf(request, world)
      return row === undefined ? notFound() : ok({ snapshot: snapshotView(row) })
    },
  },
  {
    method: 'DELETE',
    path: '/v2/snapshots/:snapshot_id',
    operation: 'delete-snapshot',
    handle: (request, world) => {
      const row = snapshotOf(request, world)
      if (row === undefined) return notFound()
      tablesOf(world.store).snapshots.delete(row.id)
      world.recordEffect('snapshot_deleted', row.instance_id, row.description)
      return { status: 204 }
    },
  },
]

const createSnapshot = (request: SandboxRequest, world: World): Answer => {
  const instance = tablesOf(world.store).instances.get(String(field(request.body, 'instance_id')))
  if (instance === undefined) return badRequest('Invalid instance.')
  if (request.fault?.kind === 'locked' || instance.server_status === 'locked') return locked('create snapshot')
  const row = addSnapshot(world, instance, String(field(request.body, 'description') ?? ''), 'pending')
  endLater(world, 'snapshot', row.id, request.fault)
  if (request.fault?.kind !== 'action_errors') world.recordEffect('snapshot_created', instance.id, row.description)
  return { status: 201, body: { snapshot: snapshotView(row) } }
}

export const addSnapshot = (
  world: World,
  instance: InstanceRow,
  description: string,
  status: SnapshotRow['status'],
): SnapshotRow => {
  const row: SnapshotRow = {
    id: world.random.uuid(),
    instance_id: instance.id,
    description,
    created_at: world.clock.now(),
    size: instance.used_bytes,
    disk_gb: planOf(instance.plan)?.disk ?? 25,
    status,
  }
  tablesOf(world.store).snapshots.put(row.id, row)
  return row
}

/** Twice is once. */
export const addOldSnapshot = (world: World, instance: InstanceRow, old: OldSnapshot): void =>
  tablesOf(world.store).snapshots.put(old.ref, {
    id: old.ref,
    instance_id: instance.id,
    description: old.name,
    created_at: old.taken_at,
    size: old.size_bytes,
    disk_gb: planOf(instance.plan)?.disk ?? 25,
    status: 'complete',
  })
