import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import type { ListTargetsQuery, NotificationTarget } from './schema.ts'
import { listTargets as select } from './target-queries.ts'
import { toTarget } from './to-target.ts'

const list = 'notification_targets'

/** Targets of the organizations where the caller is manager or owner; operators see all. In the order they were made. */
export const listTargets = async (ctx: Context, input: ListTargetsQuery): Promise<Page<NotificationTarget>> => {
  const scope = scopeOf(ctx.caller, 'manager')
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'manager')
  if (scope.length === 0) throw new AppError('forbidden')
  const [after_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, {
    scope,
    organization_id: input.organization_id,
    operators: input.operators === 'true',
    after_id,
    limit: input.limit + 1,
  })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map(toTarget) }
}
