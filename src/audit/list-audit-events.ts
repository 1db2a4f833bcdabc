import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { type AuditEventRow, listAuditEvents as select } from './queries.ts'
import type { AuditEvent, ListAuditEventsQuery } from './schema.ts'

const list = 'audit_events'

/** Newest first. Operators see all; owners and managers those of their organizations; viewers are refused. */
export const listAuditEvents = async (ctx: Context, input: ListAuditEventsQuery): Promise<Page<AuditEvent>> => {
  const scope = scopeOf(ctx.caller, 'manager')
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'manager')
  if (scope.length === 0) throw new AppError('forbidden')
  const [beforeId] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, {
    scope,
    organization_id: input.organization_id,
    action: input.action,
    actor_id: input.actor_id,
    target_id: input.target_id,
    before_id: beforeId,
    limit: input.limit + 1,
  })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map(toAuditEvent) }
}

const toAuditEvent = (row: AuditEventRow): AuditEvent => ({
  id: row.id,
  at: row.at,
  organization_id: row.organization_id,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  target: { kind: row.target_kind, id: row.target_id, name: row.target_name },
  before: factsOf(row.before),
  after: factsOf(row.after),
  ip_address: row.ip_address,
  user_agent: row.user_agent,
  request_id: row.request_id,
})

const factsOf = (json: unknown) => (typeof json === 'object' && json !== null ? { ...json } : null)
