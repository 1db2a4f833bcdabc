import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type ByteRange, type ObjectRef, type ObjectStore, StorageError } from './object-store.ts'
import { storageFailure } from './storage-failure.ts'

/** For tests: what a disk would keep. `capacity_bytes` makes it full. */
export const createMemoryStore = (
  options: { capacity_bytes?: number } = {},
): ObjectStore & { staged(): number; damage(ref: ObjectRef, bytes: Buffer | null): void } => {
  const objects = new Map<string, { ref: ObjectRef; bytes: Buffer }>()
  const trashed = new Map<string, { ref: ObjectRef; bytes: Buffer }>()
  const staged = new Set<Buffer>()
  const used = () =>
    [...objects.values(), ...trashed.values()].reduce((sum, { bytes }) => sum + bytes.length, 0) +
    [...staged].reduce((sum, bytes) => sum + bytes.length, 0)

  const take = async (body: Readable, expected: number | null): Promise<Buffer> => {
    const parts: Buffer[] = []
    let size = used()
    try {
      for await (const part of body) {
        const bytes = Buffer.from(part)
        size += bytes.length
        if (size > (options.capacity_bytes ?? Number.POSITIVE_INFINITY))
          throw new StorageError('disk_full', 'The memory store is full.')
        parts.push(bytes)
      }
    } catch (error) {
      throw storageFailure(error)
    }
    const bytes = Buffer.concat(parts)
    if (expected !== null && bytes.length !== expected)
      throw new StorageError('cut_short', `${bytes.length} bytes came, ${expected} were announced.`)
    return bytes
  }
  const move = (from: typeof objects, to: typeof objects, ref: ObjectRef) => {
    const found = from.get(keyOf(ref))
    if (found === undefined && !to.has(keyOf(ref))) throw missing()
    if (found !== undefined) to.set(keyOf(ref), found)
    from.delete(keyOf(ref))
  }
  return {
    stage: async (body, expected_bytes) => {
      const bytes = await take(body, expected_bytes)
      staged.add(bytes)
      return {
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        commit: async (ref) => {
          staged.delete(bytes)
          objects.set(keyOf(ref), { ref, bytes })
        },
        discard: async () => void staged.delete(bytes),
      }
    },
    read: async (ref, range) => readFrom(objects.get(keyOf(ref))?.bytes, range),
    size: async (ref) => objects.get(keyOf(ref))?.bytes.length ?? null,
    list: async function* (repository_id) {
      for (const { ref, bytes } of [...objects.values()])
        if (ref.repository_id === repository_id) yield { ref, bytes: bytes.length }
    },
    trash: async (ref) => move(objects, trashed, ref),
    readTrashed: async (ref, range) => readFrom(trashed.get(keyOf(ref))?.bytes, range),
    restoreTrashed: async (ref) => move(trashed, objects, ref),
    purgeTrashed: async (ref) => void trashed.delete(keyOf(ref)),
    remove: async (ref) => void objects.delete(keyOf(ref)),
    erase: async (repository_id) => [objects, trashed].forEach((kept) => void dropAll(kept, repository_id)),
    sweep: async () => undefined,
    free: async () => (options.capacity_bytes === undefined ? null : options.capacity_bytes - used()),
    staged: () => staged.size,
    damage: (ref, bytes) => {
      if (bytes === null) objects.delete(keyOf(ref))
      else objects.set(keyOf(ref), { ref, bytes })
    },
  }
}

const keyOf = (ref: ObjectRef) => `${ref.repository_id}/${ref.type}/${ref.name}`

const missing = () => new StorageError('object_missing', 'The object is not in the store.')

const readFrom = (bytes: Buffer | undefined, range?: ByteRange): Readable => {
  if (bytes === undefined) throw missing()
  if (range !== undefined && range.last >= bytes.length)
    throw new StorageError('cut_short', `The object has ${bytes.length} bytes; ${range.last + 1} are needed.`)
  return Readable.from([range === undefined ? bytes : bytes.subarray(range.first, range.last + 1)])
}

const dropAll = (kept: Map<string, { ref: ObjectRef }>, repository_id: string): void => {
  for (const [key, { ref }] of [...kept]) if (ref.repository_id === repository_id) kept.delete(key)
}
