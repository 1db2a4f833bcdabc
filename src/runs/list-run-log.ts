import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type ListQuery, type Page, toPage } from '../lib/pagination.ts'
import { getRun } from './get-run.ts'
import { listLogLines } from './queries.ts'
import type { RunLogLine } from './schema.ts'

const list = 'run_log'

/** A run's log, oldest line first. */
export const listRunLog = async (ctx: Context, input: ListQuery & { run_id: string }): Promise<Page<RunLogLine>> => {
  const run = await getRun(ctx, input)
  const [after = '0'] = decodeCursor(list, input.cursor, 1) ?? []
  if (!/^\d{1,15}$/.test(after)) throw new AppError('invalid_cursor')
  const rows = await listLogLines(ctx.db, run.id, { after_seq: Number(after), limit: input.limit + 1 })
  return toPage(list, rows, input.limit, (row) => [String(row.seq)])
}
