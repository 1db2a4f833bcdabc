import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { getRun } from '../runs/get-run.ts'
import { rootPasswordWaitsUntil } from '../servers/root-passwords/root-password-waits-until.ts'
import { findRestore } from './queries.ts'
import type { RestoreDetail } from './schema.ts'
import { toRestore } from './to-restore.ts'

/** One restore with its run; throws not_found for those of other organizations. */
export const getRestore = async (ctx: Context, input: { restore_id: string }): Promise<RestoreDetail> => {
  const row = await findRestore(ctx.db, scopeOf(ctx.caller), input.restore_id)
  if (row === undefined) throw notFound()
  const restore = toRestore(row, await getRun(ctx, { run_id: row.run_id }), ctx.clock.now())
  const { mode, target_server_id: server_id } = restore
  const isNew = mode === 'new_server' && server_id !== null
  return { ...restore, root_password_until: isNew ? await rootPasswordWaitsUntil(ctx, { server_id }) : null }
}
