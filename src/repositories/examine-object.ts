import type { HashingPool } from '../storage/hashing-pool.ts'
import { type ObjectStore, StorageError } from '../storage/object-store.ts'
import type { ObjectRow } from './journal-queries.ts'

/**
 * Whether the store still has what was acknowledged, by reading all of it. One that lies in the trash although it should not is
 * brought back.
 */
export const examineObject = async (input: {
  store: ObjectStore
  pool: HashingPool
  row: ObjectRow
}): Promise<ObjectRow['damage']> => {
  const { store, pool, row } = input
  try {
    const { sha256 } = await pool.take(await store.read(row), null)
    return sha256 === row.sha256 ? null : 'changed'
  } catch (error) {
    if (!isMissing(error)) {
      if (isUnreadable(error)) return 'changed'
      throw error
    }
  }
  try {
    await store.restoreTrashed(row)
  } catch (error) {
    if (isMissing(error)) return 'missing'
    throw error
  }
  const { sha256 } = await pool.take(await store.read(row), null)
  return sha256 === row.sha256 ? null : 'changed'
}

const isMissing = (error: unknown) => error instanceof StorageError && error.code === 'object_missing'
/** A disk that gives an error where the bytes were: they are lost as well. */
const isUnreadable = (error: unknown) =>
  (error instanceof StorageError && error.code === 'cut_short') ||
  (error instanceof Error && 'code' in error && error.code === 'EIO')
