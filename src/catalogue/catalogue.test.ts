import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addSnapshot } from './add-snapshot.ts'
import { findFile } from './find-file.ts'
import { foldName } from './fold-name.ts'
import { listFolder } from './list-folder.ts'
import { compareKeys, type FileFacts, type Key, keyOf, nodeTypes, type SnapshotNode } from './node.ts'
import { type Catalogue, openCatalogue } from './open-catalogue.ts'
import { removeSnapshots } from './remove-snapshots.ts'
import { searchNames } from './search-names.ts'

const key = 'a key of the test'
const tiny = { block: 120, run: 2_000 }
const usual = { block: 48_000, run: 1_000_000 }
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'backstay-catalogue-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** What one snapshot holds, by path. */
type Tree = Map<string, FileFacts>
/** The naive catalogue. */
type Model = Map<string, Tree>

const folder: FileFacts = { type: 'dir', size: null, modified_ms: 1_700_000_000_000, mode: 0o755, link_target: null }

async function* nodesOf(tree: Tree): AsyncGenerator<SnapshotNode> {
  for (const [path, facts] of tree) yield { path, ...facts }
}

const add = (snapshotId: string, group: string, indexNo: number, tree: Tree, weights = tiny) =>
  addSnapshot({ dir, key, snapshot_id: snapshotId, group, index_no: indexNo, nodes: nodesOf(tree), weights })

const withCatalogue = async <T>(use: (catalogue: Catalogue) => Promise<T>): Promise<T> => {
  const catalogue = await openCatalogue({ dir, key })
  try {
    return await use(catalogue)
  } finally {
    await catalogue.close()
  }
}

const byKey = (a: string, b: string) => compareKeys(keyOf(a) as Key, keyOf(b) as Key)

/** All of a folder, by pages of `limit`. */
const wholeFolder = async (catalogue: Catalogue, snapshotId: string, path: string, limit: number) => {
  const all: ({ name: string } & FileFacts)[] = []
  for (;;) {
    const page = await listFolder(catalogue, { snapshot_id: snapshotId, path, after: all.at(-1)?.name ?? null, limit })
    if (!page.found) return page.because
    all.push(...page.entries)
    if (!page.more) return all
  }
}

const wholeSearch = async (catalogue: Catalogue, text: string, snapshotIds: readonly string[], limit: number) => {
  const all: string[] = []
  for (let after: Key | null = null; ; ) {
    const query = { text, snapshot_ids: new Set(snapshotIds), after, limit, outOfTime: () => true }
    const { hits, next } = await searchNames(catalogue, query)
    all.push(...hits.map(({ path }) => path))
    if (next === null) return all
    after = next
  }
}

const childrenIn = (tree: Tree, path: string) =>
  [...tree].filter(([one]) => keyOf(one)?.directory === path).sort(([a], [b]) => byKey(a, b))

/** Everything the catalogue says is what the model says. */
const expectSame = async (model: Model, limit: number, words: readonly string[]) =>
  withCatalogue(async (catalogue) => {
    const ids = [...model.keys()]
    expect([...catalogue.snapshot_ids].sort()).toEqual([...ids].sort())
    for (const [id, tree] of model) {
      const folders = ['/', ...[...tree].filter(([, { type }]) => type === 'dir').map(([path]) => path)]
      for (const path of folders) {
        const wanted = childrenIn(tree, path).map(([one, facts]) => ({ name: keyOf(one)?.name, ...facts }))
        expect(await wholeFolder(catalogue, id, path, limit)).toEqual(wanted)
      }
      for (const [path, { type }] of tree)
        if (type !== 'dir') expect(await wholeFolder(catalogue, id, path, limit)).toBe('no_folder')
    }
    const paths = new Set([...model.values()].flatMap((tree) => [...tree.keys()]))
    for (const path of paths) {
      const found = await findFile(catalogue, path)
      const held = found.flatMap(({ snapshot_ids, ...facts }) => snapshot_ids.map((id) => [id, facts] as const))
      expect(new Map(held)).toEqual(
        new Map([...model].flatMap(([id, tree]) => (tree.has(path) ? [[id, tree.get(path)]] : []))),
      )
      expect(held.length).toBe(new Map(held).size)
    }
    for (const word of words) {
      const wanted = [...paths].filter((path) => foldName(keyOf(path)?.name ?? '').includes(foldName(word)))
      expect(await wholeSearch(catalogue, word, ids, limit)).toEqual(wanted.sort(byKey))
    }
  })

const names = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'a-b',
    'a.txt',
    'A',
    'a b',
    '.x',
    'é',
    'e\u0301',
    'new\nline',
    'bad\ufffd\ufffd',
    '😀',
    '\ue000',
    '"\\',
    '\u0001',
    'İ',
    'ΑΣ',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((text) => text.replace(/[/\0]/g, '_')),
  fc.constant('long'.repeat(60)),
)
const facts: fc.Arbitrary<FileFacts> = fc.record({
  type: fc.constantFrom(...nodeTypes.filter((type) => type !== 'dir')),
  size: fc.option(
    fc.oneof(
      fc.nat(3),
      fc.maxSafeNat().map((n) => Math.min(n, Number.MAX_SAFE_INTEGER - 1)),
    ),
  ),
  modified_ms: fc.option(
    fc.oneof(fc.constantFrom(0, 5), fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })),
  ),
  mode: fc.option(fc.constantFrom(0, 420, 0xffff_ffff)),
  link_target: fc.option(fc.constantFrom('', '../x', 'ü'), { freq: 5 }),
})
const change = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), path: fc.array(names, { minLength: 1, maxLength: 4 }), facts }),
  fc.record({ kind: fc.constant('delete' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('rename' as const), pick: fc.nat(), name: names }),
  fc.record({ kind: fc.constant('touch' as const), pick: fc.nat(), facts }),
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** Takes away a path with all below it; what stood there comes back in the result. */
const cut = (tree: Tree, path: string): [string, FileFacts][] => {
  const gone = [...tree].filter(([one]) => one === path || one.startsWith(`${path}/`))
  for (const [one] of gone) tree.delete(one)
  return gone
}

const put = (tree: Tree, path: string, what: FileFacts): void => {
  const parts = path.split('/').slice(1)
  for (let depth = 1; depth < parts.length; depth++) {
    const above = `/${parts.slice(0, depth).join('/')}`
    if (tree.get(above)?.type !== 'dir') tree.set(above, folder)
  }
  cut(tree, path)
  tree.set(path, what)
}

const apply = (tree: Tree, one: Change): void => {
  if (one.kind === 'put') {
    put(tree, `/${one.path.join('/')}`, one.facts)
    return
  }
  const path = [...tree.keys()][one.pick % Math.max(1, tree.size)]
  if (path === undefined) return
  if (one.kind === 'touch') {
    put(tree, path, one.facts)
    return
  }
  const gone = cut(tree, path)
  if (one.kind === 'delete') return
  const renamed = `${path.slice(0, path.lastIndexOf('/'))}/${one.name}`
  cut(tree, renamed)
  for (const [old, what] of gone) tree.set(renamed + old.slice(path.length), what)
}

describe('against a naive model', () => {
  const histories = fc.record({
    snapshots: fc.array(
      fc.record({
        changes: fc.array(change, { maxLength: 12 }),
        group: fc.constantFrom('files', 'files', 'dump'),
        index_no: fc.nat(40),
        removes: fc.array(fc.nat(29), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
    limit: fc.integer({ min: 1, max: 5 }),
    shuffled: fc.boolean(),
    words: fc.array(names, { maxLength: 2 }),
  })
  test('folders, versions and search are the same after any history', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ snapshots, limit, shuffled, words }) => {
        await rm(dir, { recursive: true, force: true })
        const model: Model = new Map()
        let tree: Tree = new Map()
        for (const [at, { changes, group, index_no, removes }] of snapshots.entries()) {
          tree = new Map(tree)
          for (const one of changes) apply(tree, one)
          model.set(`s${at}`, tree)
          await add(`s${at}`, group, shuffled ? index_no : at, tree)
          const gone = removes.map((number) => `s${number}`)
          await removeSnapshots({ dir, key }, gone)
          for (const id of gone) model.delete(id)
        }
        await expectSame(model, limit, [...words, 'a', 'É'])
        expect(await readdir(dir)).toHaveLength(2)
      }),
      { numRuns: 40 },
    )
  })
})

test('what does not change costs one range, whatever is taken in between', async () => {
  const tree: Tree = new Map([['/kept', { ...folder, type: 'file', size: 1 }]])
  const dump = (size: number): Tree => new Map([['/dump.sql', { ...folder, type: 'file', size }]])
  for (let day = 0; day < 10; day++) {
    await add(`files ${day}`, 'files', day, tree, usual)
    await add(`dump ${day}`, 'a dump', day, dump(day), usual)
  }
  await removeSnapshots({ dir, key }, ['files 3', 'dump 3'])
  await add('files 10', 'files', 10, tree, usual)
  await withCatalogue(async ({ data }) => {
    const [dumped, kept] = (await data.block(0)).entries()
    expect(kept?.versions.map(({ ranks }) => ranks)).toEqual([[9, 18]])
    expect(dumped?.versions).toHaveLength(9)
  })
})
