import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { updateSent } from './queries.ts'

/**
 * Keeps in the run what was sent to a provider: `sent_at` before a change goes out (null again when it certainly had no effect),
 * and the provider's own action to follow. Throws conflict when the run is finished, so that nothing is sent for it.
 */
export const recordSent = async (
  ctx: Context,
  input: { run_id: string; sent_at?: string | null; action_ref?: string | null },
): Promise<void> => {
  const { run_id, ...change } = input
  if ((await updateSent(ctx.db, run_id, change, ctx.clock.now())) === undefined)
    throw new AppError('conflict', { message: 'This run has ended; nothing more is done for it.' })
}
