import { type Context, inTransaction } from '../../context.ts'
import { finishRun } from '../../runs/finish-run.ts'
import type { RunError } from '../../runs/schema.ts'
import { refreshServerFacts } from '../facts/refresh-server-facts.ts'
import { firstBackupFailed } from '../first-backup-failed.ts'
import { findProtectionOf } from '../queries.ts'
import { endOrder, type SnapshotOrder } from './snapshot-queries.ts'

type End = { order: SnapshotOrder; outcome: 'failed' | 'cancelled'; error: RunError | null }

/** No snapshot came of it. A protection that waited for its first one shows why; the next may still succeed. */
export const endSnapshot = (ctx: Context, { order, outcome, error }: End): Promise<{ again: false }> =>
  inTransaction(ctx, async (ctx) => {
    await endOrder(ctx.db, order.run_id, ctx.clock.now())
    const protection =
      order.protection_id === null ? undefined : await findProtectionOf(ctx.db, order.server_id, 'snapshot')
    await firstBackupFailed(ctx, protection, error)
    await finishRun(ctx, { run_id: order.run_id, outcome, stats: { method: 'snapshot' }, error })
    await refreshServerFacts(ctx, { server_id: order.server_id })
    return { again: false }
  })
