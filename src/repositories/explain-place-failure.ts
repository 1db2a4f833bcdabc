import { AppError, type FieldError } from '../lib/errors.ts'
import { StorageError } from '../storage/object-store.ts'
import type { StorePlace } from '../storage/stores.ts'

/** What a failed check of a storage location says to the operator who wants it: what happened, on which field, and what to do. */
export const explainPlaceFailure = (place: StorePlace, error: unknown): AppError => {
  const reason = error instanceof StorageError ? error.code : 'store_refused'
  const field = place.kind === 'disk' ? ofFolder(place.path, reason, error) : ofBucket(place, reason, error)
  return new AppError('storage_unusable', {
    message: field.message,
    details: { reason, fields: [field] satisfies FieldError[] },
    cause: error,
  })
}

const ofFolder = (path: string, reason: string, error: unknown): FieldError => {
  const code = wordOf(error, 'code')
  const message = ((): string => {
    if (reason === 'disk_full') return `The disk of ${path} is full. Free space on it, or choose another folder.`
    if (code === 'EROFS')
      return `${path} lies on a file system that can only be read (${code}). Mount it for writing, or choose another folder.`
    if (code === 'EACCES' || code === 'EPERM')
      return `Backstay may not write to ${path} (${code}). Give the user that runs it the right to, or choose another folder.`
    if (code === 'ENOTDIR' || code === 'EEXIST')
      return `${path} is a file or lies below one (${code}), so no folder can be there. Choose another folder.`
    if (code === 'ENOENT') return `${path} cannot be made (${code}). Make that folder first, or choose another one.`
    return `${path} cannot be written and read back: ${textOf(error)} See to that disk, or choose another folder.`
  })()
  return { path: 'disk.path', message }
}

type Bucket = Extract<StorePlace, { kind: 's3' }>

const ofBucket = ({ settings }: Bucket, reason: string, error: unknown): FieldError => {
  const { bucket, region } = settings
  const server = settings.endpoint ?? `Amazon S3 in ${region}`
  const name = wordOf(error, 'name')
  if (reason === 'store_unavailable')
    return {
      path: 's3.endpoint',
      message: `${server} does not answer as a bucket does: ${textOf(error)} Check the address, and that this machine may connect to it.`,
    }
  if (reason === 'disk_full')
    return { path: 's3.bucket', message: `The bucket ${bucket} is full. Free space in it, or choose another one.` }
  if (name === 'NoSuchBucket' || reason === 'object_missing')
    return {
      path: 's3.bucket',
      message: `There is no bucket ${bucket} at ${server}. Make it there first, or correct its name.`,
    }
  if (name === 'InvalidAccessKeyId')
    return {
      path: 'credentials.access_key_id',
      message: `${server} does not know this access key. Copy it once more, or make a new one there.`,
    }
  if (name === 'SignatureDoesNotMatch')
    return {
      path: 'credentials.secret_access_key',
      message: 'The secret key does not belong to this access key. Copy both once more.',
    }
  if (name === 'AccessDenied' || name === 'Forbidden')
    return {
      path: 'credentials.access_key_id',
      message: `These keys may not write, list, read and delete in ${bucket} (${name}). Give them the right to at ${server}, or enter others.`,
    }
  if (name === 'PermanentRedirect' || name === 'AuthorizationHeaderMalformed')
    return { path: 's3.region', message: `The bucket ${bucket} is not in ${region} (${name}). Correct the region.` }
  return {
    path: 's3.bucket',
    message: `The bucket ${bucket} cannot be written and read back: ${textOf(error)} See to that at ${server}, or choose another one.`,
  }
}

/** A word of the error, or of what caused it: system errors carry a code, and buckets a name. */
const wordOf = (error: unknown, word: 'code' | 'name'): string | null => {
  if (!(error instanceof Error)) return null
  const from = error instanceof StorageError ? error.cause : error
  if (typeof from !== 'object' || from === null || !(word in from)) return null
  const found: unknown = Reflect.get(from, word)
  return typeof found === 'string' ? found : null
}

const textOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  return text.endsWith('.') ? text : `${text}.`
}
