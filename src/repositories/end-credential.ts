import { inTransaction, type Services } from '../context.ts'
import { settleObjectsTask } from '../tasks.ts'
import { removeLocksOf } from './journal-queries.ts'
import { findCredential, revokeCredential } from './queries.ts'

/**
 * Nothing more happens under the credential: it is revoked, and after that exactly the locks written under it are removed. An
 * upload that is being written down in this moment is waited for; one that comes later is refused. Safe to repeat.
 */
export const endCredential = (ctx: Services, input: { credential_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { credential_id } = input
    const now = ctx.clock.now()
    await revokeCredential(ctx.db, credential_id, now)
    const credential = await findCredential(ctx.db, credential_id)
    if (credential === undefined) return
    const { repository_id } = credential
    const removed = await removeLocksOf(ctx.db, { repository_id, credential_id, now })
    if (removed.length > 0) await ctx.jobs.enqueue(ctx.db, settleObjectsTask, { repository_id })
  })
