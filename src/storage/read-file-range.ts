import { close, fstat, open } from 'node:fs'
import { promisify } from 'node:util'
import { FileBody } from './file-body.ts'
import { type ByteRange, StorageError } from './object-store.ts'
import { storageFailure } from './storage-failure.ts'

const openFile = promisify(open)
const statFile = promisify(fstat)
const closeFile = promisify(close)

/** A file, or a part of it. Throws StorageError when it is missing or ends before the range does. */
export const readFileRange = async (path: string, range?: ByteRange): Promise<FileBody> => {
  const fd = await openFile(path, 'r').catch((error: unknown) => {
    throw storageFailure(error)
  })
  try {
    const { size } = await statFile(fd)
    const { first, last } = range ?? { first: 0, last: size - 1 }
    if (last >= size) throw new StorageError('cut_short', `The object has ${size} bytes; ${last + 1} are needed.`)
    return new FileBody(fd, { first, last })
  } catch (error) {
    await closeFile(fd)
    throw storageFailure(error)
  }
}
