import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createHashingPool, type HashingPool } from './hashing-pool.ts'
import { createLocalDisk } from './local-disk.ts'
import type { ObjectStore } from './object-store.ts'
import type { S3Credentials, S3Settings } from './s3.ts'

/** Where objects lie, with what it takes to get there. `version` changes when any of it does. */
export type StorePlace = { id: string; version: string } & (
  | { kind: 'disk'; path: string }
  | { kind: 's3'; settings: S3Settings; credentials: S3Credentials }
)

/** The object stores of a process, opened as they are needed, and the threads that hash for them. */
export type Stores = {
  readonly pool: HashingPool
  open(place: StorePlace): Promise<ObjectStore>
  /** Null when it was not opened in this version. */
  opened(id: string, version: string): Promise<ObjectStore> | null
  close(): Promise<void>
}

export type StoresOptions = {
  /** For uploads to buckets. */
  staging_folder: string
  makeName: () => string
  nowMs: () => number
  /** Tests put another store in place of the real one. */
  open?: (place: StorePlace, pool: HashingPool) => ObjectStore
}

const mostThreads = 4

export const createStores = ({ staging_folder, makeName, nowMs, open }: StoresOptions): Stores => {
  const pool = createHashingPool({ threads: Math.max(1, Math.min(mostThreads, availableParallelism() - 1)) })
  const opened = new Map<string, { version: string; store: Promise<ObjectStore> }>()
  const staging = { pool, makeName, nowMs }
  const make = async (place: StorePlace): Promise<ObjectStore> => {
    if (open !== undefined) return open(place, pool)
    if (place.kind === 'disk') return createLocalDisk({ root: place.path, ...staging })
    // Its client is large, and most installations have no bucket.
    const { createS3Store } = await import('./s3.ts')
    return createS3Store({ ...staging, ...place, folder: join(staging_folder, place.id) })
  }
  return {
    pool,
    open: (place) => {
      const known = opened.get(place.id)
      if (known?.version === place.version) return known.store
      const store = make(place)
      opened.set(place.id, { version: place.version, store })
      return store
    },
    opened: (id, version) => {
      const known = opened.get(id)
      return known?.version === version ? known.store : null
    },
    close: () => pool.close(),
  }
}
