import { type Context, requireOperator } from '../context.ts'
import { decodeCursor, type ListQuery, type Page, toPage } from '../lib/pagination.ts'
import { listOperators as select } from './queries.ts'
import type { Operator } from './schema.ts'

const list = 'operators'

/** Everybody who runs this installation, in the order they came. */
export const listOperators = async (ctx: Context, input: ListQuery): Promise<Page<Operator>> => {
  requireOperator(ctx.caller)
  const [after_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, { after_id, limit: input.limit + 1 })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map(({ id, ...row }) => ({ user_id: id, ...row })) }
}
