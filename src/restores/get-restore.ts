import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { getRun } from '../runs/get-run.ts'
import { findRestore } from './queries.ts'
import type { Restore } from './schema.ts'
import { toRestore } from './to-restore.ts'

/** One restore with its run; throws not_found for those of other organizations. */
export const getRestore = async (ctx: Context, input: { restore_id: string }): Promise<Restore> => {
  const row = await findRestore(ctx.db, scopeOf(ctx.caller), input.restore_id)
  if (row === undefined) throw notFound()
  return toRestore(row, await getRun(ctx, { run_id: row.run_id }), ctx.clock.now())
}
