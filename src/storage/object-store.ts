import type { Readable } from 'node:stream'

/** What restic's REST protocol knows; `config` has one object, of the same name. */
export const objectTypes = ['config', 'keys', 'locks', 'data', 'index', 'snapshots'] as const
export type ObjectType = (typeof objectTypes)[number]

/** Where one object lies: names are lower-case hex SHA-256 (64 digits), or `config`. Whoever builds a ref has checked it. */
export type ObjectRef = { readonly repository_id: string; readonly type: ObjectType; readonly name: string }

/** Inclusive, as in HTTP. */
export type ByteRange = { readonly first: number; readonly last: number }

/** Bytes that were taken in completely and hashed, and are in no place where anybody can see them yet. */
export type Staged = {
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
  /**
   * Makes it visible under its name, whole or not at all, and resolves once it would survive a loss of power. Replaces what has
   * the name: whether that may be is for the journal to say. Afterwards `discard` does nothing.
   */
  commit(ref: ObjectRef): Promise<void>
  /** Leaves nothing behind. Safe to call twice. */
  discard(): Promise<void>
}

export type StoredObject = { readonly ref: ObjectRef; readonly bytes: number }

/**
 * What keeps objects. It knows nothing of rights, quotas or journals: the gateway does. Read-after-write holds for every method.
 * Errors are StorageError; anything else is a defect.
 */
export type ObjectStore = {
  /**
   * Takes bytes in, hashing them as they come, never holding a whole pack in memory. Cut short, more or fewer than expected, or
   * failed: nothing is left.
   */
  stage(body: Readable, expected_bytes: number | null): Promise<Staged>
  /** Throws StorageError `object_missing`, or `cut_short` when the object ends before the range does. */
  read(ref: ObjectRef, range?: ByteRange): Promise<Readable>
  /** Bytes, or null when there is none. */
  size(ref: ObjectRef): Promise<number | null>
  /** All objects of a repository that lie in the store, also those that no journal knows. For scrubs and sweeps. */
  list(repository_id: string): AsyncIterable<StoredObject>
  /** Out of sight, to be had back until it is purged. Safe to repeat; throws `object_missing` when it is in neither place. */
  trash(ref: ObjectRef): Promise<void>
  readTrashed(ref: ObjectRef, range?: ByteRange): Promise<Readable>
  /** Back to its place. Safe to repeat; throws `object_missing` when it is in neither place. */
  restoreTrashed(ref: ObjectRef): Promise<void>
  /** Safe to repeat. */
  purgeTrashed(ref: ObjectRef): Promise<void>
  /** At once and for good; for locks, and for what was never acknowledged. Safe to repeat. */
  remove(ref: ObjectRef): Promise<void>
  /** Everything of a repository, its trash too, at once and for good. Safe to repeat. */
  erase(repository_id: string): Promise<void>
  /** Removes what staging left when a process died. Never what another process is still writing. */
  sweep(older_than_ms: number): Promise<void>
  /** Free bytes where that can be known. */
  free(): Promise<number | null>
}

export type StorageErrorCode = 'object_missing' | 'disk_full' | 'cut_short' | 'store_unavailable' | 'store_refused'

/** `retry`: the same call may work in a moment. */
export class StorageError extends Error {
  readonly code: StorageErrorCode
  readonly retry: boolean
  constructor(code: StorageErrorCode, message: string, options: { retry?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'StorageError'
    this.code = code
    this.retry = options.retry ?? code === 'store_unavailable'
  }
}
