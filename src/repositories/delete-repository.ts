import { type Context, inTransaction } from '../context.ts'
import { eraseRepositoryTask } from '../tasks.ts'
import { deleteRepositoryRows, findRepositoryOfServer } from './queries.ts'

/**
 * Takes a server's repository away with all that is in it, for good: what stood in it cannot be restored any more. Its objects
 * follow in a job. For verbs that asked and were told to. Does nothing where there is none.
 */
export const deleteRepository = (ctx: Context, input: { server_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const repository = await findRepositoryOfServer(ctx.db, input.server_id)
    if (repository === undefined) return
    const { id: repository_id, storage_location_id } = repository
    await deleteRepositoryRows(ctx.db, repository_id)
    await ctx.jobs.enqueue(ctx.db, eraseRepositoryTask, { repository_id, storage_location_id })
  })
