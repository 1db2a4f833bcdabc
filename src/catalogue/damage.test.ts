import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addSnapshot } from './add-snapshot.ts'
import { listFolder } from './list-folder.ts'
import type { SnapshotNode } from './node.ts'
import { openCatalogue } from './open-catalogue.ts'
import { RebuildNeeded } from './rebuild-needed.ts'
import { removeSnapshots } from './remove-snapshots.ts'

const key = 'a key of the test'
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'backstay-catalogue-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const facts = { size: 1, modified_ms: 0, mode: 420, link_target: null }

async function* nodes(count: number, fails = false): AsyncGenerator<SnapshotNode> {
  for (let n = 0; n < count; n++) yield { ...facts, path: `/file ${n}`, type: 'file' }
  if (fails) throw new Error('restic ended early')
}

const add = (snapshotId: string, count = 40, fails = false) =>
  addSnapshot({
    dir,
    key,
    snapshot_id: snapshotId,
    group: 'files',
    index_no: Number(snapshotId.slice(1)),
    nodes: nodes(count, fails),
    weights: { block: 200, run: 4_000 },
  })

/** All there is in a snapshot: every block is read. */
const readAll = async (snapshotId = 's1', place = { dir, key }) => {
  const catalogue = await openCatalogue(place)
  try {
    const folder = await listFolder(catalogue, { snapshot_id: snapshotId, path: '/', after: null, limit: 1_000 })
    return folder.found ? folder.entries.map(({ name }) => name).sort() : folder.because
  } finally {
    await catalogue.close()
  }
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'read',
    (error: unknown) => {
      if (error instanceof RebuildNeeded) return error.reason
      throw error
    },
  )

test('any changed byte, in either file, is found', { timeout: 60_000 }, async () => {
  await add('s1')
  await add('s2', 30)
  const files = await readdir(dir)
  expect(files).toHaveLength(2)
  for (const file of files) {
    const path = join(dir, file)
    const whole = await readFile(path)
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      await writeFile(path, changed)
      const reason = await reasonOf(readAll())
      expect(['damaged', 'other_format'], `${file} at ${at}`).toContain(reason)
    }
    await writeFile(path, whole)
  }
  expect(await readAll()).toHaveLength(40)
})

test('a file that ends early, or is gone, is found, and nothing is added to it', async () => {
  await add('s1')
  const files = await readdir(dir)
  for (const file of files) {
    const path = join(dir, file)
    const whole = await readFile(path)
    for (const length of [0, 10, whole.length - 1]) {
      await truncate(path, length)
      expect(await reasonOf(readAll()), `${file} of ${length}`).not.toBe('read')
      expect(await reasonOf(add('s2')), `${file} of ${length}`).not.toBe('read')
      await writeFile(path, whole)
    }
  }
  const data = files.find((file) => file.startsWith('data')) ?? ''
  await rm(join(dir, data))
  expect(await reasonOf(readAll())).toBe('damaged')
  expect(await reasonOf(add('s2'))).toBe('damaged')
  await rm(dir, { recursive: true })
  expect(await reasonOf(readAll())).toBe('missing')
})

test('blocks that changed places, or came from another generation or key, are no blocks', async () => {
  await add('s1')
  const catalogue = await openCatalogue({ dir, key })
  const [first, second] = catalogue.data.index
  await catalogue.close()
  if (first === undefined || second === undefined) throw new Error('too few blocks')
  const path = join(dir, (await readdir(dir)).find((file) => file.startsWith('data')) ?? '')
  const whole = await readFile(path)
  const swapped = Buffer.from(whole)
  const length = Math.min(first.length, second.length)
  whole.copy(swapped, first.offset, second.offset, second.offset + length)
  await writeFile(path, swapped)
  expect(await reasonOf(readAll())).toBe('damaged')
  await writeFile(path, whole)
  expect(await reasonOf(readAll('s1', { dir, key: 'another key' }))).toBe('damaged')

  const older = join(tmpdir(), `older-${process.pid}`)
  await copyFile(path, older)
  await add('s2')
  const newer = join(dir, (await readdir(dir)).find((file) => file.startsWith('data')) ?? '')
  await copyFile(older, newer)
  await rm(older)
  expect(await reasonOf(readAll())).toBe('damaged')
})

test('a listing that fails leaves everything as it was, and no file behind', async () => {
  await expect(add('s1', 100, true)).rejects.toThrow('restic ended early')
  expect(await readdir(dir)).toEqual([])
  await add('s1')
  const before = await readdir(dir)
  await expect(add('s2', 100, true)).rejects.toThrow('restic ended early')
  expect(await readdir(dir)).toEqual(before)
  expect(await readAll()).toHaveLength(40)
})

test('what writers that died left behind is not read, and goes away in time', async () => {
  await add('s1')
  await writeFile(join(dir, 'data.00000000000000000000000000000000'), 'half')
  await writeFile(join(dir, 'draft.00000000000000000000000000000000'), 'half')
  expect(await readAll()).toHaveLength(40)
  await add('s2', 50)
  expect(await readAll('s2')).toHaveLength(50)
  expect(await readdir(dir)).toHaveLength(4)
})

test('of several who add and remove at once, none is lost', async () => {
  await Promise.all(['s1', 's2', 's3', 's4', 's5'].map((id) => add(id, 10 + Number(id.slice(1)))))
  for (const id of ['s1', 's2', 's3', 's4', 's5']) expect(await readAll(id)).toHaveLength(10 + Number(id.slice(1)))
  await Promise.all([
    add('s6'),
    removeSnapshots({ dir, key }, ['s1']),
    removeSnapshots({ dir, key }, ['s2']),
    add('s7'),
  ])
  const catalogue = await openCatalogue({ dir, key })
  await catalogue.close()
  expect(catalogue.snapshot_ids).toEqual(['s3', 's4', 's5', 's6', 's7'])
  expect(await readdir(dir)).toHaveLength(2)
})

test('a reader goes on with what it opened while others write', async () => {
  await add('s1')
  const catalogue = await openCatalogue({ dir, key })
  await add('s2', 5)
  await removeSnapshots({ dir, key }, ['s1'])
  const folder = await listFolder(catalogue, { snapshot_id: 's1', path: '/', after: null, limit: 100 })
  await catalogue.close()
  expect(folder.found && folder.entries.length).toBe(40)
  expect(await readAll('s1')).toBe('no_snapshot')
  expect(await readAll('s2')).toHaveLength(5)
})
