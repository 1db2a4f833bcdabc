import type { Services } from '../context.ts'
import type { Stores } from '../storage/stores.ts'
import { listMisplaced } from './object-queries.ts'
import { settleObject } from './settle-object.ts'
import { storeOf } from './store-of.ts'

const batch = 200

/** Lets the store follow wherever the journal went ahead in one repository. */
export const settleObjects = async (
  ctx: Services,
  { stores, repository_id }: { stores: Stores; repository_id: string },
): Promise<void> => {
  const store = await storeOf(ctx, { stores, repository_id })
  for (;;) {
    const rows = await listMisplaced(ctx.db, repository_id, batch)
    for (const row of rows) await settleObject(ctx, { store, row })
    if (rows.length < batch) return
  }
}
