import type { Context } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { getRun } from '../runs/get-run.ts'
import { listBulkItems as select } from './queries.ts'
import type { BulkItem, ListBulkItemsQuery } from './schema.ts'

const list = 'bulk_items'

/** How each server of bulk work fares; for whoever may see its run. */
export const listBulkItems = async (
  ctx: Context,
  input: ListBulkItemsQuery & { run_id: string },
): Promise<Page<BulkItem>> => {
  await getRun(ctx, input)
  const [after_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, { run_id: input.run_id, state: input.state, after_id, limit: input.limit + 1 })
  return toPage(list, rows, input.limit, (row) => [row.server_id])
}
