import type { Route, SandboxRequest, World } from '../kit/cloud.ts'
import { answerPage } from './answers.ts'
import { type AccountRow, type AuditRow, accountOf, nextNumber, tablesOf } from './state.ts'

/** Notes a change that came by the API; what people do in the panel leaves nothing here, as at the real one. */
export const audit = (
  { headers }: SandboxRequest,
  world: World,
  what: Pick<AuditRow, 'subject' | 'action' | 'instance_id' | 'changes'> & { readonly snapshot_id?: string },
): void => {
  const tables = tablesOf(world.store)
  const audit_id = nextNumber(tables, 'audit', 1001)
  tables.audits.put(audit_id, {
    snapshot_id: null,
    ...what,
    audit_id,
    at: world.clock.now(),
    request_id: headers['x-request-id'] ?? '',
    trace_id: headers['x-trace-id'] ?? '',
  })
}

const listAudits = (subject: AuditRow['subject']) => (request: SandboxRequest, world: World) => {
  const tables = tablesOf(world.store)
  const { query } = request
  const asked = (name: string, value: string | null) => query.get(name) === null || query.get(name) === value
  const from = query.get('startDate') ?? ''
  // An end date takes its whole day.
  const to = query.get('endDate') === null ? null : `${query.get('endDate')?.slice(0, 10)}T23:59:59.999Z`
  const rows = [...tables.audits.all()].filter(
    (row) =>
      row.subject === subject &&
      asked('instanceId', String(row.instance_id)) &&
      asked('snapshotId', row.snapshot_id) &&
      asked('requestId', row.request_id) &&
      row.at >= from &&
      (to === null || row.at <= to),
  )
  return answerPage(request, inOrder(rows, query.get('orderBy')), (row) => showAudit(row, accountOf(tables)))
}

/** `field:ASC|DESC`; which fields is not documented, so those that say when. Nothing promises an order to who asks for none. */
const inOrder = (rows: AuditRow[], orderBy: string | null): AuditRow[] =>
  /^(id|timestamp):asc$/i.test(orderBy ?? '') ? rows : rows.reverse()

const showAudit = (row: AuditRow, account: AccountRow) => ({
  id: row.audit_id,
  action: row.action,
  timestamp: row.at,
  tenantId: account.tenant_id,
  customerId: account.customer_id,
  changedBy: account.user_id,
  username: account.api_user,
  requestId: row.request_id,
  traceId: row.trace_id,
  instanceId: row.instance_id,
  ...(row.snapshot_id === null ? {} : { snapshotId: row.snapshot_id }),
  changes: row.changes,
})

/** Above the routes with an id in the same place. */
export const auditRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/compute/instances/audits',
    operation: 'retrieveInstancesAuditsList',
    handle: listAudits('instance'),
  },
  {
    method: 'GET',
    path: '/v1/compute/instances/actions/audits',
    operation: 'retrieveInstancesActionsAuditsList',
    handle: listAudits('action'),
  },
  {
    method: 'GET',
    path: '/v1/compute/snapshots/audits',
    operation: 'retrieveSnapshotsAuditsList',
    handle: listAudits('snapshot'),
  },
]
