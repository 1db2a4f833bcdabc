import type { Context } from '../context.ts'
import { findRun } from './queries.ts'

/** What `recordSent` kept; null when there is no such run. For the system's own work. */
export const readSent = async (
  ctx: Context,
  input: { run_id: string },
): Promise<{ sent_at: string | null; action_ref: string | null } | null> => {
  const row = await findRun(ctx.db, 'all', input.run_id)
  return row === undefined ? null : { sent_at: row.sent_at, action_ref: row.action_ref }
}
