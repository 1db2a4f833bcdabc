import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ObjectRef, type ObjectStore, type ObjectType, StorageError } from '../../src/storage/object-store.ts'

export type StoreSubject = {
  store: ObjectStore
  /** Uploads under way or left over, as far as they can be seen from outside. */
  staged(): Promise<number>
  end(): Promise<void>
}

export const refTo = (bytes: Buffer, type: ObjectType = 'data', repository_id = 'rep_one'): ObjectRef => ({
  repository_id,
  type,
  name: type === 'config' ? 'config' : createHash('sha256').update(bytes).digest('hex'),
})

/** A body that comes in pieces, as from a network. */
const inPieces = (bytes: Buffer, size = 10_000): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })(),
    { objectMode: false },
  )

const cutOff = (bytes: Buffer): Readable =>
  Readable.from(
    (async function* () {
      yield bytes
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    })(),
  )

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'none'
  } catch (error) {
    return error instanceof StorageError ? error.code : String(error)
  }
}

const put = async (store: ObjectStore, bytes: Buffer, ref = refTo(bytes)): Promise<ObjectRef> => {
  await (await store.stage(inPieces(bytes), bytes.length)).commit(ref)
  return ref
}

const namesOf = async (store: ObjectStore, repository = 'rep_one') => {
  const names: string[] = []
  for await (const { ref, bytes } of store.list(repository)) names.push(`${ref.type}/${ref.name} ${bytes}`)
  return names.sort()
}

/** What every object store must do. Not `here`: it is shown as skipped. */
export const describeObjectStore = (
  name: string,
  make: () => Promise<StoreSubject>,
  { here } = { here: true },
): void => {
  describe.skipIf(!here)(`object store: ${name}`, () => {
    let subject: StoreSubject
    let store: ObjectStore
    beforeAll(async () => {
      subject = await make()
      store = subject.store
    })
    afterAll(() => subject.end())
    describeUploads(
      () => store,
      () => subject.staged(),
    )
    describeFailures(
      () => store,
      () => subject.staged(),
    )
    describeTrash(() => store)
  })
}

const describeUploads = (storeOf: () => ObjectStore, stagedNow: () => Promise<number>) => {
  test('keeps what was committed, and shows nothing before', async () => {
    const store = storeOf()
    const bytes = randomBytes(1_500_000)
    const ref = refTo(bytes)
    const staged = await store.stage(inPieces(bytes), bytes.length)
    expect(staged).toMatchObject({ bytes: bytes.length, sha256: ref.name })
    expect(await store.size(ref)).toBeNull()
    expect(await namesOf(store)).toEqual([])
    await staged.commit(ref)
    await staged.discard()
    expect(await store.size(ref)).toBe(bytes.length)
    expect((await buffer(await store.read(ref))).equals(bytes)).toBe(true)
    expect(await namesOf(store)).toEqual([`data/${ref.name} ${bytes.length}`])
    expect(await stagedNow()).toBe(0)
  })

  test.each(['keys', 'locks', 'index', 'snapshots', 'config'] as const)('keeps objects of type %s', async (type) => {
    const store = storeOf()
    const bytes = randomBytes(300)
    const ref = await put(store, bytes, refTo(bytes, type, `rep_${type}`))
    expect((await buffer(await store.read(ref))).equals(bytes)).toBe(true)
    expect(await namesOf(store, `rep_${type}`)).toEqual([`${type}/${ref.name} 300`])
  })

  test('reads ranges', async () => {
    const store = storeOf()
    const bytes = randomBytes(700_000)
    const ref = await put(store, bytes)
    for (const [first, last] of [
      // Not [0, 0]: s3rver takes an end of 0 for none.
      [0, 1],
      [5, 9],
      [699_999, 699_999],
      [1_000, 600_000],
    ] as const) {
      const part = await buffer(await store.read(ref, { first, last }))
      expect(part.equals(bytes.subarray(first, last + 1))).toBe(true)
    }
    expect(await codeOf(store.read(ref, { first: 0, last: 700_000 }).then(buffer))).toBe('cut_short')
  })
}

const describeFailures = (storeOf: () => ObjectStore, stagedNow: () => Promise<number>) => {
  test('leaves nothing of an upload that was cut off, announced wrongly, or thrown away', async () => {
    const store = storeOf()
    const bytes = randomBytes(600_000)
    expect(await codeOf(store.stage(cutOff(bytes), 700_000))).toBe('cut_short')
    expect(await codeOf(store.stage(inPieces(bytes), 600_001))).toBe('cut_short')
    expect(await codeOf(store.stage(inPieces(bytes), 599_999))).toBe('cut_short')
    const staged = await store.stage(inPieces(bytes), null)
    await staged.discard()
    await staged.discard()
    expect(await store.size(refTo(bytes))).toBeNull()
    expect(await stagedNow()).toBe(0)
  })

  test('replaces what has the name', async () => {
    const store = storeOf()
    const [one, two] = [randomBytes(100), randomBytes(90)]
    const ref = refTo(one, 'config', 'rep_replaced')
    await put(store, one, ref)
    await put(store, two, ref)
    expect((await buffer(await store.read(ref))).equals(two)).toBe(true)
  })

  test('takes many at once', async () => {
    const store = storeOf()
    const all = Array.from({ length: 12 }, () => randomBytes(400_000))
    const refs = await Promise.all(all.map((bytes) => put(store, bytes, refTo(bytes, 'data', 'rep_many'))))
    for (const [index, ref] of refs.entries())
      expect((await buffer(await store.read(ref))).equals(all[index] ?? Buffer.alloc(0))).toBe(true)
    expect(await namesOf(store, 'rep_many')).toHaveLength(12)
  })

  test('says when there is nothing', async () => {
    const store = storeOf()
    const ref = refTo(randomBytes(10))
    expect(await codeOf(store.read(ref))).toBe('object_missing')
    expect(await codeOf(store.readTrashed(ref))).toBe('object_missing')
    expect(await codeOf(store.trash(ref))).toBe('object_missing')
    expect(await codeOf(store.restoreTrashed(ref))).toBe('object_missing')
    expect(await store.size(ref)).toBeNull()
    await store.remove(ref)
    await store.purgeTrashed(ref)
    expect(await namesOf(store, 'rep_nobody')).toEqual([])
  })
}

const describeTrash = (storeOf: () => ObjectStore) => {
  test('trash is out of sight, can be read, and comes back; all of it safe to repeat', async () => {
    const store = storeOf()
    const bytes = randomBytes(5_000)
    const ref = await put(store, bytes, refTo(bytes, 'data', 'rep_trash'))
    await store.trash(ref)
    await store.trash(ref)
    expect(await store.size(ref)).toBeNull()
    expect(await codeOf(store.read(ref))).toBe('object_missing')
    expect(await namesOf(store, 'rep_trash')).toEqual([])
    expect((await buffer(await store.readTrashed(ref))).equals(bytes)).toBe(true)
    const part = await buffer(await store.readTrashed(ref, { first: 10, last: 19 }))
    expect(part.equals(bytes.subarray(10, 20))).toBe(true)
    await store.restoreTrashed(ref)
    await store.restoreTrashed(ref)
    expect((await buffer(await store.read(ref))).equals(bytes)).toBe(true)
  })

  test('what is purged or removed is gone', async () => {
    const store = storeOf()
    const bytes = randomBytes(5_000)
    const ref = await put(store, bytes, refTo(bytes, 'snapshots', 'rep_purge'))
    await store.trash(ref)
    await store.purgeTrashed(ref)
    await store.purgeTrashed(ref)
    expect(await codeOf(store.readTrashed(ref))).toBe('object_missing')
    await put(store, bytes, ref)
    await store.remove(ref)
    await store.remove(ref)
    expect(await store.size(ref)).toBeNull()
  })

  test('a repository that is erased leaves nothing, and others alone', async () => {
    const store = storeOf()
    const [one, two, other] = [randomBytes(100), randomBytes(100), randomBytes(100)]
    await put(store, one, refTo(one, 'data', 'rep_erased'))
    const trashed = await put(store, two, refTo(two, 'snapshots', 'rep_erased'))
    await store.trash(trashed)
    const kept = await put(store, other, refTo(other, 'data', 'rep_kept'))
    await store.erase('rep_erased')
    await store.erase('rep_erased')
    expect(await namesOf(store, 'rep_erased')).toEqual([])
    expect(await codeOf(store.readTrashed(trashed))).toBe('object_missing')
    expect(await store.size(kept)).toBe(100)
  })
}
