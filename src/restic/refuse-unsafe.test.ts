import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collect } from '../../test/helpers/collect.ts'
import { type LsNode, lsNode } from './ls-nodes.ts'
import { refuseUnsafe } from './refuse-unsafe.ts'

type Tree = { [name: string]: Tree | 'file' | 'symlink' }

/** As restic lists them: a folder, then what is in it, by the bytes of the names. */
const listed = (tree: Tree, folder = ''): LsNode[] =>
  Object.entries(tree)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .flatMap(([name, what]) => {
      const path = `${folder}/${name}`
      const node = lsNode.parse({ name, path, type: typeof what === 'string' ? what : 'dir' })
      return [node, ...(typeof what === 'string' ? [] : listed(what, path))]
    })

const read = (nodes: readonly LsNode[]) =>
  collect(
    refuseUnsafe(
      (async function* () {
        yield* nodes
      })(),
    ),
  )

const name = fc
  .string({
    unit: fc.constantFrom('a', 'b', '-', '.', '0', '\\', 'é', '\u{1f600}', '\uffee', ' ', '\n'),
    minLength: 1,
    maxLength: 4,
  })
  .filter((text) => text !== '.' && text !== '..')
const { tree } = fc.letrec<{ tree: Tree; node: Tree[string] }>((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, fc.constantFrom('file' as const, 'symlink' as const), tie('tree')),
  tree: fc.dictionary(name, tie('node'), { maxKeys: 5, noNullPrototype: true }),
}))

test('passes on whatever a machine can have', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (made) => {
      const nodes = listed(made)
      expect(await read(nodes)).toEqual(nodes)
    }),
  )
})

test('refuses a name that is there twice, wherever the second one is put', async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.nat(), fc.nat(), async (made, which, where) => {
      const nodes = listed(made)
      const twin = nodes[which % Math.max(1, nodes.length)]
      fc.pre(twin !== undefined)
      // In its own folder, after all that is in it, as the walk through a tree goes.
      const folder = twin.path.slice(0, twin.path.length - twin.name.length)
      const places = nodes.flatMap((node, index) =>
        node.path.startsWith(folder) && !node.path.slice(folder.length).includes('/') ? [index] : [],
      )
      const at = places[where % places.length] ?? 0
      const twice = [...nodes.slice(0, at), { ...twin, type: 'symlink' }, ...nodes.slice(at)]
      await expect(read(twice)).rejects.toMatchObject({ name: 'UnsafeSnapshot' })
    }),
  )
})

test('of folders that are listed by themselves, each once', async () => {
  const node = (path: string, type = 'file') =>
    lsNode.parse({ name: path.slice(path.lastIndexOf('/') + 1), path, type })
  const some = [node('/etc/hosts'), node('/srv/a', 'dir'), node('/srv/a/b'), node('/srv/c'), node('/usr/x')]
  expect(await read(some)).toEqual(some)
  await expect(read([...some, node('/srv/c', 'symlink')])).rejects.toThrow('"/srv/c"')
})

test('names that are no UTF-8 look alike; a link among them is refused', async () => {
  const odd = (type: string) => lsNode.parse({ name: 'x\ufffd', path: '/x\ufffd', type })
  expect(await read([odd('file'), odd('file'), odd('dir')])).toHaveLength(3)
  await expect(read([odd('file'), odd('symlink')])).rejects.toThrow('no machine can')
  await expect(read([odd('symlink'), odd('dir')])).rejects.toThrow('no machine can')
})
