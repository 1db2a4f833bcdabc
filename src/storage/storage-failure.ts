import { StorageError } from './object-store.ts'

/** What a failed call of the file system means to whoever wanted to store or read. */
export const storageFailure = (error: unknown): unknown => {
  if (error instanceof StorageError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const cause = { cause: error }
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StorageError('disk_full', 'The disk that keeps the objects is full.', cause)
  if (code === 'ENOENT') return new StorageError('object_missing', 'The object is not in the store.', cause)
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return new StorageError('store_refused', `The folder that keeps the objects cannot be written (${code}).`, cause)
  if (code === 'EIO' || code === 'EMFILE' || code === 'ENFILE' || code === 'ESTALE')
    return new StorageError('store_unavailable', `The disk that keeps the objects failed (${code}).`, cause)
  // The reader of a body: its sender hung up.
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR')
    return new StorageError('cut_short', 'The upload was cut off.', cause)
  return error
}
