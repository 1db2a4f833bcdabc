import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type ByteRange, StorageError } from './object-store.ts'
import { storageFailure } from './storage-failure.ts'

const chunkBytes = 256 * 1024

/** A file, or a part of it, as a stream. Throws StorageError when it is missing or ends before the range does. */
export const readFileRange = async (path: string, range?: ByteRange): Promise<Readable> => {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw storageFailure(error)
  })
  const { size } = await file.stat()
  const last = range?.last ?? size - 1
  if (last >= size) {
    await file.close()
    throw new StorageError('cut_short', `The object has ${size} bytes; ${last + 1} are needed.`)
  }
  const part = range === undefined ? {} : { start: range.first, end: range.last }
  return file.createReadStream({ ...part, highWaterMark: chunkBytes })
}
