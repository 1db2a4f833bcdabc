import type { Context } from '../context.ts'
import { inTransaction } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { initializeRepositoryTask } from '../tasks.ts'
import { findDefaultLocation } from './location-queries.ts'
import { findRepositoryOfServer, insertRepository } from './queries.ts'

/** The repository of a server, made on the first call; restic writes into it a moment later. */
export const ensureRepository = (
  ctx: Context,
  input: { server_id: string },
): Promise<{ id: string; initialized: boolean }> =>
  inTransaction(ctx, async (ctx) => {
    const known = await findRepositoryOfServer(ctx.db, input.server_id)
    if (known !== undefined) return { id: known.id, initialized: known.initialized_at !== null }
    const server = await loadServer(ctx, { server_id: input.server_id })
    const location = await findDefaultLocation(ctx.db)
    if (location === undefined) throw new Error('There is no default storage location; starting makes one.')
    const id = ctx.ids.make('rep')
    const now = ctx.clock.now()
    const made = await insertRepository(ctx.db, {
      id,
      server_id: server.id,
      storage_location_id: location.id,
      sealed_password: ctx.secrets.seal('repository_password', id, ctx.ids.secret()),
      created_at: now,
      updated_at: now,
    })
    // Somebody else made it in this moment.
    if (made === undefined) return ensureRepository(ctx, input)
    await ctx.jobs.enqueue(ctx.db, initializeRepositoryTask, { repository_id: id })
    return { id, initialized: false }
  })
