import { defineRoute, type Route } from '../route.ts'
import { listAuditEvents } from './list-audit-events.ts'
import { AuditEventPage, ListAuditEventsQuery } from './schema.ts'

export const auditRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/audit-events',
    operation_id: 'listAuditEvents',
    tag: 'Activity',
    summary: 'List what changed: who, what, before, after, from where',
    access: 'signed_in',
    query: ListAuditEventsQuery,
    reply: { status: 200, body: AuditEventPage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listAuditEvents(ctx, input),
  }),
]
