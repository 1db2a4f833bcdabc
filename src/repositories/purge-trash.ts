import type { Services } from '../context.ts'
import type { Stores } from '../storage/stores.ts'
import { deleteTrashedRow, listToPurge } from './object-queries.ts'
import { storeOf } from './store-of.ts'

const batch = 200

/** Removes for good what lay in a repository's trash for its time. The store first: a row without a file would promise it. */
export const purgeTrash = async (
  ctx: Services,
  { stores, repository_id, signal }: { stores: Stores; repository_id: string; signal?: AbortSignal | undefined },
): Promise<void> => {
  const store = await storeOf(ctx, { stores, repository_id })
  for (;;) {
    const rows = await listToPurge(ctx.db, repository_id, ctx.clock.now(), batch)
    for (const row of rows) {
      signal?.throwIfAborted()
      await store.purgeTrashed(row)
      if (row.trashed_at !== null) await deleteTrashedRow(ctx.db, row, row.trashed_at)
    }
    if (rows.length < batch) return
  }
}
