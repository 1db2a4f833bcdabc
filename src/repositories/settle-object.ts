import type { Services } from '../context.ts'
import { type ObjectStore, StorageError } from '../storage/object-store.ts'
import type { ObjectRow } from './journal-queries.ts'
import { deleteTrashedRow, settleRow } from './object-queries.ts'

/** Lets the store follow the journal: to the trash, away for good, or back. Safe to repeat. */
export const settleObject = async (
  { db, log }: Services,
  { store, row }: { store: ObjectStore; row: ObjectRow },
): Promise<void> => {
  const { trashed_at, purge_after } = row
  if (trashed_at !== null && purge_after !== null && purge_after <= trashed_at) {
    await store.remove(row)
    await deleteTrashedRow(db, row, trashed_at)
    return
  }
  try {
    await (trashed_at === null ? store.restoreTrashed(row) : store.trash(row))
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'object_missing') throw error
    // Nothing can move it any more; a scrub names what it belonged to.
    log.error({ repository_id: row.repository_id, type: row.type, object: row.name }, 'an object is not in the store')
  }
  await settleRow(db, row, trashed_at)
}
