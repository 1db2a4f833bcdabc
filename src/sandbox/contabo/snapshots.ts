import { dayMs, toIso } from '../../lib/clock.ts'
import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { answerOne, answerPage, refuse } from './answers.ts'
import { audit } from './audits.ts'
import { busy, dueAt, withInstance } from './instances.ts'
import { productOf } from './products.ts'
import { type AccountRow, accountOf, type InstanceRow, nextNumber, type SnapshotRow, tablesOf } from './state.ts'

const lifeDays = 30

export const snapshotsOf = (world: World, instanceId: number): readonly SnapshotRow[] =>
  [...tablesOf(world.store).snapshots.all()].filter((row) => row.instance_id === instanceId)

/** Taken and not yet listed ones do not show. */
const isVisible = (row: SnapshotRow, world: World): boolean =>
  row.visible_from_ms !== null && row.visible_from_ms <= world.clock.nowMs()

const listSnapshots = (request: SandboxRequest, world: World): Answer =>
  withInstance(request, world, ({ instance_id, image_id }) => {
    const account = accountOf(tablesOf(world.store))
    const name = request.query.get('name')
    const rows = snapshotsOf(world, instance_id).filter(
      (row) => isVisible(row, world) && (name === null || row.name === name),
    )
    return answerPage(request, rows, (row) => show(row, image_id, account))
  })

const createSnapshot = (request: SandboxRequest, world: World): Answer =>
  withInstance(request, world, (instance) => {
    const blocked = busy(request, instance)
    if (blocked !== null) return blocked
    const { name, description } = fieldsOf(request.body)
    if (typeof name !== 'string' || !/^[A-Za-z0-9 -]{1,30}$/.test(name)) {
      return refuse(400, 'name must have 1 to 30 letters, digits, spaces or dashes')
    }
    const slots = productOf(instance.product_id)?.slots ?? 0
    // A snapshot that failed takes no place; one that hangs does.
    const taken = snapshotsOf(world, instance.instance_id).length
    if (taken >= slots) return refuse(400, `The limit of ${slots} snapshots is reached`)
    const tables = tablesOf(world.store)
    const row: SnapshotRow = {
      snapshot_id: `snap${nextNumber(tables, 'snapshot', 1_628_603_855)}`,
      instance_id: instance.instance_id,
      name,
      description: typeof description === 'string' ? description : ' ',
      created_at: world.clock.now(),
      auto_delete_at: toIso(world.clock.nowMs() + lifeDays * dayMs),
      visible_from_ms: dueAt(request, world),
    }
    if (request.fault?.kind !== 'action_errors') {
      tables.snapshots.put(row.snapshot_id, row)
      world.wakeAt(Date.parse(row.auto_delete_at))
      world.recordEffect('snapshot_created', String(instance.instance_id), row.snapshot_id)
      note(request, world, row, 'CREATED')
    }
    return answerOne(201, `${request.path}/${row.snapshot_id}`, show(row, instance.image_id, accountOf(tables)))
  })

const getSnapshot = (request: SandboxRequest, world: World): Answer =>
  withSnapshot(request, world, (row, { image_id }) =>
    answerOne(200, request.path, show(row, image_id, accountOf(tablesOf(world.store)))),
  )

const updateSnapshot = (request: SandboxRequest, world: World): Answer =>
  withSnapshot(request, world, (row, { image_id }) => {
    const tables = tablesOf(world.store)
    const { name = row.name, description = row.description } = fieldsOf(request.body)
    if (typeof name !== 'string' || typeof description !== 'string') return refuse(400, 'name must be a string')
    const changed = { ...row, name, description }
    tables.snapshots.put(row.snapshot_id, changed)
    note(request, world, row, 'UPDATED')
    return answerOne(200, request.path, show(changed, image_id, accountOf(tables)))
  })

const deleteSnapshot = (request: SandboxRequest, world: World): Answer =>
  withSnapshot(request, world, (row, instance) => {
    const blocked = busy(request, instance)
    if (blocked !== null) return blocked
    tablesOf(world.store).snapshots.delete(row.snapshot_id)
    world.recordEffect('snapshot_deleted', String(row.instance_id), row.snapshot_id)
    note(request, world, row, 'DELETED')
    return { status: 204 }
  })

/** Deletes every newer snapshot. What the status says meanwhile is not documented; here the server stands still. */
const rollbackSnapshot = (request: SandboxRequest, world: World): Answer =>
  withSnapshot(request, world, (row, instance) => {
    const blocked = busy(request, instance)
    if (blocked !== null) return blocked
    const tables = tablesOf(world.store)
    const all = snapshotsOf(world, row.instance_id)
    for (const newer of all.slice(all.indexOf(row) + 1)) {
      tables.snapshots.delete(newer.snapshot_id)
      world.recordEffect('snapshot_deleted', String(row.instance_id), newer.snapshot_id)
    }
    const fails = request.fault?.kind === 'action_errors'
    const after = { status: fails ? 'error' : 'running', error_message: fails ? 'Rollback failed' : null }
    const pending = { until_ms: dueAt(request, world), ...after }
    tables.instances.put(row.instance_id, { ...instance, status: 'stopped', pending })
    world.recordEffect('restored_in_place', String(row.instance_id), row.snapshot_id)
    note(request, world, row, 'UPDATED')
    return { status: 200, body: { _links: { self: request.path.replace(/\/rollback$/, '') } } }
  })

const withSnapshot = (
  request: SandboxRequest,
  world: World,
  handle: (row: SnapshotRow, instance: InstanceRow) => Answer,
): Answer =>
  withInstance(request, world, (instance) => {
    const row = tablesOf(world.store).snapshots.get(request.params.snapshot_id ?? '')
    const isThere = row !== undefined && row.instance_id === instance.instance_id && isVisible(row, world)
    return isThere ? handle(row, instance) : refuse(404, `Snapshot ${request.params.snapshot_id} not found`)
  })

const note = (request: SandboxRequest, world: World, row: SnapshotRow, action: 'CREATED' | 'UPDATED' | 'DELETED') => {
  const { instance_id, snapshot_id } = row
  audit(request, world, { subject: 'snapshot', action, instance_id, snapshot_id, changes: { prev: {}, new: {} } })
}

const show = (row: SnapshotRow, imageId: string, { tenant_id, customer_id }: AccountRow) => ({
  tenantId: tenant_id,
  customerId: customer_id,
  snapshotId: row.snapshot_id,
  name: row.name,
  description: row.description,
  instanceId: row.instance_id,
  createdDate: row.created_at,
  autoDeleteDate: row.auto_delete_at,
  imageId,
  imageName: 'ubuntu-24.04',
})

const fieldsOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {}

const many = '/v1/compute/instances/:instance_id/snapshots'
export const snapshotRoutes: readonly Route[] = [
  { method: 'GET', path: many, operation: 'retrieveSnapshotList', handle: listSnapshots },
  { method: 'POST', path: many, operation: 'createSnapshot', handle: createSnapshot },
  { method: 'GET', path: `${many}/:snapshot_id`, operation: 'retrieveSnapshot', handle: getSnapshot },
  { method: 'PATCH', path: `${many}/:snapshot_id`, operation: 'updateSnapshot', handle: updateSnapshot },
  { method: 'DELETE', path: `${many}/:snapshot_id`, operation: 'deleteSnapshot', handle: deleteSnapshot },
  { method: 'POST', path: `${many}/:snapshot_id/rollback`, operation: 'rollbackSnapshot', handle: rollbackSnapshot },
]
