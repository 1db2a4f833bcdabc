import { S3ServiceException } from '@aws-sdk/client-s3'
import { StorageError } from './object-store.ts'
import { storageFailure } from './storage-failure.ts'

const passing = [
  'InternalError',
  'SlowDown',
  'ServiceUnavailable',
  'RequestTimeout',
  'OperationAborted',
  'TimeoutError',
]
const full = ['QuotaExceeded', 'EntityTooLarge', 'InsufficientStorage', 'XMinioStorageFull']

/** What a failed call of a bucket means to whoever wanted to store or read. */
export const s3Failure = (error: unknown): unknown => {
  const cause = { cause: error }
  if (!(error instanceof S3ServiceException)) {
    const mapped = storageFailure(error)
    if (mapped instanceof StorageError || !isNetwork(error)) return mapped
    return new StorageError('store_unavailable', 'The bucket cannot be reached.', cause)
  }
  const status = error.$metadata.httpStatusCode ?? 0
  if (error.name === 'NoSuchKey' || error.name === 'NotFound')
    return new StorageError('object_missing', 'The object is not in the bucket.', cause)
  if (full.includes(error.name) || status === 507) return new StorageError('disk_full', 'The bucket is full.', cause)
  if (error.name === 'InvalidRange' || status === 416)
    return new StorageError('cut_short', 'The object in the bucket is shorter than recorded.', cause)
  if (passing.includes(error.name) || status >= 500 || status === 429)
    return new StorageError('store_unavailable', `The bucket answered ${error.name}.`, cause)
  return new StorageError('store_refused', `The bucket refused: ${error.name}.`, cause)
}

const networkCodes = ['ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'EHOSTUNREACH']
const isNetwork = (error: unknown) =>
  error instanceof Error &&
  (('code' in error && networkCodes.includes(String(error.code))) || error.name === 'TimeoutError')
