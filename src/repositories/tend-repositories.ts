import type { Services } from '../context.ts'
import { dayMs, hourMs, isoPlusMs } from '../lib/clock.ts'
import type { Stores } from '../storage/stores.ts'
import { endCredential } from './end-credential.ts'
import { listAllLocations, updateRoom } from './location-queries.ts'
import { listRepositoriesToPurge, listRepositoriesWithMisplaced } from './object-queries.ts'
import { placeOf } from './place-of.ts'
import { purgeTrash } from './purge-trash.ts'
import { deleteOldCredentials, listExpiredCredentials } from './queries.ts'
import { settleObjects } from './settle-objects.ts'

const batch = 200
const stagedForMs = hourMs
/** For whoever looks into what happened. */
const rememberedForMs = 30 * dayMs

/** Every few minutes, for all organizations: what was left half done, what had its time, what a dead process left behind. */
export const tendRepositories = async (
  ctx: Services,
  { stores, signal }: { stores: Stores; signal?: AbortSignal },
): Promise<void> => {
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    signal?.throwIfAborted()
    try {
      await work()
    } catch (error) {
      signal?.throwIfAborted()
      // One store that is away must not keep the others from being tended.
      ctx.log.error({ err: error }, `${what} failed and is tried again in a few minutes`)
    }
  }
  await attempt('ending expired credentials', () => endExpired(ctx))
  const longAgo = isoPlusMs(ctx.clock.now(), -rememberedForMs)
  await attempt('forgetting old credentials', () => deleteOldCredentials(ctx.db, longAgo))
  for (const repository_id of await listRepositoriesWithMisplaced(ctx.db))
    await attempt('moving objects to where they belong', () => settleObjects(ctx, { stores, repository_id }))
  for (const repository_id of await listRepositoriesToPurge(ctx.db, ctx.clock.now()))
    await attempt('purging the trash', () => purgeTrash(ctx, { stores, repository_id, signal }))
  for (const row of await listAllLocations(ctx.db)) {
    await attempt('sweeping a storage location', async () => (await stores.open(placeOf(ctx, row))).sweep(stagedForMs))
    await attempt('measuring the room of a storage location', async () => {
      const store = await stores.open(placeOf(ctx, row))
      await updateRoom(ctx.db, row.id, { free_bytes: await store.free(), free_at: ctx.clock.now() })
    })
  }
}

const endExpired = async (ctx: Services): Promise<void> => {
  for (;;) {
    const rows = await listExpiredCredentials(ctx.db, ctx.clock.now(), batch)
    for (const { id } of rows) await endCredential(ctx, { credential_id: id })
    if (rows.length < batch) return
  }
}
