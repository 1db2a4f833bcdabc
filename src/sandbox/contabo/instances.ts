import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { answerOne, answerPage, refuse } from './answers.ts'
import { audit } from './audits.ts'
import { productOf } from './products.ts'
import { regions, showInstance } from './show-instance.ts'
import { accountOf, firstInstanceId, type InstanceRow, nextNumber, tablesOf } from './state.ts'

/** The server that the path names, or the answer where there is none. */
export const withInstance = (request: SandboxRequest, world: World, handle: (row: InstanceRow) => Answer): Answer => {
  const row = tablesOf(world.store).instances.get(request.params.instance_id ?? '')
  return row === undefined ? refuse(404, `Instance ${request.params.instance_id} not found`) : handle(row)
}

/** Another change is under way there; null when the way is free. */
export const busy = ({ fault }: SandboxRequest, row: InstanceRow): Answer | null =>
  fault?.kind === 'locked' || row.pending !== null || ['provisioning', 'installing'].includes(row.status)
    ? refuse(409, `Instance ${row.instance_id} is being changed. Try again later`)
    : null

/** When something asked for now is done: by the cloud's pace, or never where a fault says so. */
export const dueAt = ({ fault }: SandboxRequest, world: World): number | null => {
  if (fault?.kind === 'action_hangs') return null
  const due = world.clock.nowMs() + world.settings.action_ms
  world.wakeAt(due)
  return due
}

const listInstances = (request: SandboxRequest, world: World): Answer => {
  const tables = tablesOf(world.store)
  const account = accountOf(tables)
  const wanted = (name: string) =>
    request.query
      .get(name)
      ?.split(',')
      .map((part) => part.trim()) ?? null
  const [ids, addons, statuses, types] = ['instanceIds', 'addOnIds', 'status', 'productTypes'].map(wanted)
  const words = request.query.get('search')?.toLowerCase()
  const rows = [...tables.instances.all()].filter(
    (row) =>
      (!ids || ids.includes(String(row.instance_id))) &&
      (!addons || row.addons.some(({ id }) => addons.includes(String(id)))) &&
      (!statuses || statuses.includes(row.status)) &&
      (!types || types.includes(productOf(row.product_id)?.type ?? '')) &&
      (!words || `${row.name} ${row.display_name}`.toLowerCase().includes(words)),
  )
  return answerPage(request, rows, (row) => showInstance(row, account))
}

const getInstance = (request: SandboxRequest, world: World): Answer =>
  withInstance(request, world, (row) =>
    answerOne(200, request.path, showInstance(row, accountOf(tablesOf(world.store)))),
  )

const patchInstance = (request: SandboxRequest, world: World): Answer =>
  withInstance(request, world, (row) => {
    const { displayName } = fieldsOf(request.body)
    if (typeof displayName !== 'string') return refuse(400, 'displayName must be a string')
    tablesOf(world.store).instances.put(row.instance_id, { ...row, display_name: displayName })
    const changes = { prev: { displayName: row.display_name }, new: { displayName } }
    audit(request, world, { subject: 'instance', action: 'UPDATED', instance_id: row.instance_id, changes })
    return answerOne(200, request.path, brief(row, world))
  })

/**
 * Buys add-ons. Nothing here keeps anyone from buying the same one twice: then its quantity is 2 and so is the bill, as must be
 * assumed of the real one.
 */
const upgradeInstance = (request: SandboxRequest, world: World): Answer =>
  withInstance(request, world, (row) => {
    const blocked = busy(request, row)
    if (blocked !== null) return blocked
    const { payment } = accountOf(tablesOf(world.store))
    const { backup } = fieldsOf(request.body)
    const addonId = productOf(row.product_id)?.backup_addon_id ?? null
    if (typeof backup !== 'object' || backup === null) return refuse(400, 'The upgrade names no add-on')
    if (addonId === null) return refuse(400, `Backup is not available for product ${row.product_id}`)
    if (payment === 'refuses') return refuse(402, 'Payment required. Settle the open invoices first')
    order(request, world, row, addonId)
    const changes = { prev: {}, new: { backup: {} } }
    audit(request, world, { subject: 'instance', action: 'UPDATED', instance_id: row.instance_id, changes })
    return answerOne(200, request.path.replace(/\/upgrade$/, ''), brief(row, world))
  })

const order = (request: SandboxRequest, world: World, row: InstanceRow, addonId: number): void => {
  // The order is accepted and then falls through: nothing appears and nothing is billed.
  if (request.fault?.kind === 'action_errors') return
  const tables = tablesOf(world.store)
  const waits = accountOf(tables).payment === 'waits'
  const order_id = nextNumber(tables, 'order')
  tables.orders.put(order_id, {
    order_id,
    instance_id: row.instance_id,
    addon_id: addonId,
    due_ms: dueAt(request, world),
    waits_for_payment: waits,
  })
  if (waits) tables.instances.put(row.instance_id, { ...row, status: 'pending_payment' })
  world.recordEffect('backups_enabled', String(row.instance_id), `order ${order_id} for add-on ${addonId}`)
}

const createInstance = (request: SandboxRequest, world: World): Answer => {
  const tables = tablesOf(world.store)
  const account = accountOf(tables)
  const { displayName, region = 'EU', productId = 'V92', imageId, period, addOns } = fieldsOf(request.body)
  if (typeof period !== 'number') return refuse(400, 'period must be a number')
  if (typeof region !== 'string' || !regions.includes(region)) return refuse(400, 'region must be one of the regions')
  if (typeof productId !== 'string' || productOf(productId) === undefined) return refuse(400, 'productId is unknown')
  if (account.payment === 'refuses') return refuse(402, 'Payment required. Settle the open invoices first')
  const instance_id = nextNumber(tables, 'instance', firstInstanceId)
  const fails = request.fault?.kind === 'action_errors'
  const row: InstanceRow = {
    instance_id,
    name: `vmi${instance_id}`,
    display_name: typeof displayName === 'string' ? displayName : '',
    product_id: productId,
    region,
    image_id: typeof imageId === 'string' ? imageId : 'afecbb85-e2fc-46f0-9684-b46b1faf00bb',
    status: account.payment === 'waits' ? 'pending_payment' : 'provisioning',
    error_message: null,
    created_at: world.clock.now(),
    addons: [],
    auto_backups: [],
    next_backup_ms: null,
    pending: {
      until_ms: account.payment === 'waits' ? null : dueAt(request, world),
      status: fails ? 'error' : 'running',
      error_message: fails ? 'Provisioning failed on the host system' : null,
    },
  }
  tables.instances.put(instance_id, row)
  world.recordEffect('server_created', String(instance_id), productId)
  // Whoever asks for the add-on at once gets it; Backstay never does (new servers start with backups off).
  const addonId = productOf(productId)?.backup_addon_id ?? null
  if ('backup' in fieldsOf(addOns) && addonId !== null) order(request, world, row, addonId)
  audit(request, world, {
    subject: 'instance',
    action: 'CREATED',
    instance_id,
    changes: { prev: {}, new: { productId } },
  })
  const { tenantId, customerId, createdDate, osType, sshKeys, status, addOns: none } = showInstance(row, account)
  const ids = { instanceId: instance_id, imageId: row.image_id, productId, region }
  const data = { tenantId, customerId, ...ids, createdDate, addOns: none, osType, sshKeys, status }
  return answerOne(201, `/v1/compute/instances/${instance_id}`, data)
}

/** What upgrade and patch answer with. */
const brief = (row: InstanceRow, world: World) => {
  const { tenant_id, customer_id } = accountOf(tablesOf(world.store))
  return { tenantId: tenant_id, customerId: customer_id, instanceId: row.instance_id, createdDate: row.created_at }
}

const fieldsOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {}

const one = '/v1/compute/instances/:instance_id'
export const instanceRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/compute/instances', operation: 'retrieveInstancesList', handle: listInstances },
  { method: 'POST', path: '/v1/compute/instances', operation: 'createInstance', handle: createInstance },
  { method: 'GET', path: one, operation: 'retrieveInstance', handle: getInstance },
  { method: 'PATCH', path: one, operation: 'patchInstance', handle: patchInstance },
  { method: 'POST', path: `${one}/upgrade`, operation: 'upgradeInstance', handle: upgradeInstance },
]
