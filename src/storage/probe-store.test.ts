import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { createMemoryStore } from './memory.ts'
import type { ObjectStore } from './object-store.ts'
import { probeStore } from './probe-store.ts'

const probe = { folder: 'probe-1', text: 'something nobody else writes' }
const left = async (store: ObjectStore): Promise<string[]> => {
  const names: string[] = []
  for await (const { ref } of store.list(probe.folder)) names.push(ref.name)
  return names
}

test('a store that works is left as it was', async () => {
  const store = createMemoryStore()
  await probeStore(store, probe)
  expect(await left(store)).toEqual([])
  expect(store.staged()).toBe(0)
})

test('a full one says so', async () => {
  const store = createMemoryStore({ capacity_bytes: 4 })
  await expect(probeStore(store, probe)).rejects.toMatchObject({ code: 'disk_full' })
  expect(store.staged()).toBe(0)
})

test('one that gives other bytes back, forgets or keeps what it should not is refused, and cleared', async () => {
  const store = createMemoryStore()
  const refused = (change: Partial<ObjectStore>) =>
    expect(probeStore({ ...store, ...change }, probe)).rejects.toMatchObject({ code: 'store_refused' })
  await refused({ read: async () => Readable.from([Buffer.from('something else')]) })
  expect(await left(store)).toEqual([])
  await refused({ list: async function* () {} })
  await refused({ remove: async () => undefined })
  expect(await left(store)).toEqual([])
})
