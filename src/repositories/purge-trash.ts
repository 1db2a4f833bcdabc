import type { Services } from '../context.ts'
import type { Stores } from '../storage/stores.ts'
import { deleteTrashedRow, listToPurge } from './object-queries.ts'
import { storeOf } from './store-of.ts'

const batch = 200

/** Removes for good what lay in the trash for its time, of all organizations. Resolves with how many objects. */
export const purgeTrash = async (
  ctx: Services,
  { stores, signal }: { stores: Stores; signal?: AbortSignal },
): Promise<number> => {
  for (let purged = 0; ; ) {
    const rows = await listToPurge(ctx.db, ctx.clock.now(), batch)
    for (const row of rows) {
      signal?.throwIfAborted()
      const store = await storeOf(ctx, { stores, repository_id: row.repository_id })
      await store.purgeTrashed(row)
      if (row.trashed_at !== null) await deleteTrashedRow(ctx.db, row, row.trashed_at)
    }
    purged += rows.length
    if (rows.length < batch) return purged
  }
}
