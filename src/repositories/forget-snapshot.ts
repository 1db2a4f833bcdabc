import { inTransaction, type Services } from '../context.ts'
import { hourMs, isoPlusMs } from '../lib/clock.ts'
import { settleObjectsTask } from '../tasks.ts'
import { trashSnapshot } from './journal-queries.ts'
import { trashHours } from './schema.ts'

/**
 * Moves a snapshot to the trash, which needs no lock and harms no running backup: its data stays until a prune. Resolves with
 * when it is gone for good, or null when there was no such snapshot.
 */
export const forgetSnapshot = (
  ctx: Services,
  input: { repository_id: string; snapshot: string },
): Promise<{ purge_after: string } | null> =>
  inTransaction(ctx, async (ctx) => {
    const { repository_id, snapshot } = input
    const now = ctx.clock.now()
    const purge_after = isoPlusMs(now, trashHours * hourMs)
    if (!(await trashSnapshot(ctx.db, { repository_id, name: snapshot, now, purge_after }))) return null
    await ctx.jobs.enqueue(ctx.db, settleObjectsTask, { repository_id })
    return { purge_after }
  })
