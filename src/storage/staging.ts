import { close as closeFd, fdatasync, open } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { makeFolder } from '../lib/make-folder.ts'
import type { HashingPool } from './hashing-pool.ts'
import { StorageError } from './object-store.ts'
import { storageFailure } from './storage-failure.ts'

const openFile = promisify(open)
const flushFile = promisify(fdatasync)
const closeFile = promisify(closeFd)

export type StagedFile = { readonly path: string; readonly bytes: number; readonly sha256: string }

/** What staging needs: a folder, threads that hash, and names that no other process uses. */
export type StagingOptions = {
  folder: string
  pool: HashingPool
  makeName: () => string
  nowMs: () => number
}

export type Staging = {
  /** Takes a body into a file of the folder, flushed to the disk. Whatever goes wrong, the file is gone. */
  take(body: Readable, expected_bytes: number | null): Promise<StagedFile>
  sweep(older_than_ms: number): Promise<void>
}

export const createStaging = ({ folder, pool, makeName, nowMs }: StagingOptions): Staging => ({
  take: async (body, expected_bytes) => {
    const path = join(folder, makeName())
    const fd = await openNew(path, folder).catch((error: unknown) => {
      body.destroy()
      throw storageFailure(error)
    })
    try {
      const { bytes, sha256 } = await pool.take(body, fd)
      if (expected_bytes !== null && bytes !== expected_bytes)
        throw new StorageError('cut_short', `${bytes} bytes came, ${expected_bytes} were announced.`)
      await flushFile(fd)
      await closeFile(fd)
      return { path, bytes, sha256 }
    } catch (error) {
      await closeFile(fd).catch(() => undefined)
      await rm(path, { force: true })
      throw storageFailure(error)
    }
  },
  sweep: async (older_than_ms) => {
    const names = await readdir(folder).catch(() => [])
    for (const name of names) {
      const path = join(folder, name)
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
      // Each write renews it, and uploads on which nothing moves are cut long before.
      if (mtimeMs < nowMs() - older_than_ms) await rm(path, { force: true })
    }
  },
})

const openNew = async (path: string, folder: string): Promise<number> => {
  try {
    return await openFile(path, 'wx', 0o600)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await makeFolder(folder)
    return openFile(path, 'wx', 0o600)
  }
}
