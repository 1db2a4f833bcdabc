import { type Context, requireRole, scopeOf } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listDeliveries as select } from './delivery-queries.ts'
import type { ListDeliveriesQuery, NotificationDelivery } from './schema.ts'
import { toDelivery } from './to-delivery.ts'

const list = 'notification_deliveries'

/** What was sent, newest first: to targets that the caller manages, and the caller's own e-mails; operators see all. */
export const listDeliveries = async (ctx: Context, input: ListDeliveriesQuery): Promise<Page<NotificationDelivery>> => {
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'manager')
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, {
    scope: scopeOf(ctx.caller, 'manager'),
    user_id: ctx.caller.kind === 'user' ? ctx.caller.id : null,
    mine: input.mine === 'true',
    target_id: input.target_id,
    organization_id: input.organization_id,
    state: input.state,
    before_id,
    limit: input.limit + 1,
  })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map((row) => toDelivery(row, ctx.caller)) }
}
