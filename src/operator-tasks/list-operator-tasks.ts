import { type Context, requireOperator } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listTasksAcrossOrganizations } from './queries.ts'
import type { ListOperatorTasksQuery, OperatorTask } from './schema.ts'

const list = 'operator_tasks'

/** Newest first; for operators. */
export const listOperatorTasks = async (ctx: Context, input: ListOperatorTasksQuery): Promise<Page<OperatorTask>> => {
  requireOperator(ctx.caller)
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await listTasksAcrossOrganizations(ctx.db, { ...input, before_id, limit: input.limit + 1 })
  return toPage(list, rows, input.limit, (row) => [row.id])
}
