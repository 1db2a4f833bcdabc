import { type Context, scopeOf } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { getRun } from '../runs/get-run.ts'
import { listRestores as select } from './queries.ts'
import type { ListRestoresQuery, Restore } from './schema.ts'
import { toRestore } from './to-restore.ts'

const list = 'restores'

/** Newest first: those of the caller's organizations, or all for operators. */
export const listRestores = async (ctx: Context, input: ListRestoresQuery): Promise<Page<Restore>> => {
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const filter = { scope: scopeOf(ctx.caller), server_id: input.server_id, before_id, limit: input.limit + 1 }
  const page = toPage(list, await select(ctx.db, filter), input.limit, (row) => [row.id])
  const data: Restore[] = []
  for (const row of page.data) data.push(toRestore(row, await getRun(ctx, { run_id: row.run_id }), ctx.clock.now()))
  return { ...page, data }
}
