import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findRun } from './queries.ts'
import type { Run } from './schema.ts'
import { toRun } from './to-run.ts'

/** One run of the caller's organizations; throws not_found for all others. */
export const getRun = async (ctx: Context, input: { run_id: string }): Promise<Run> => {
  const row = await findRun(ctx.db, scopeOf(ctx.caller), input.run_id)
  if (row === undefined) throw notFound()
  return toRun(row)
}
