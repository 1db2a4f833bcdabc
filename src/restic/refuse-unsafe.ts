import type { LsNode } from './ls-nodes.ts'
import { UnsafeSnapshot } from './unsafe-snapshot.ts'

/**
 * Passes on what restic lists of a snapshot, or of some of its folders, and throws UnsafeSnapshot at a name that leads out of its
 * folder, or that stands in it twice: with a symbolic link beside a file of the same name restic itself changes the mode of
 * whatever the link leads to, and programs that unpack archives write through it.
 */
export async function* refuseUnsafe(listed: AsyncIterable<LsNode>): AsyncGenerator<LsNode> {
  const names = createNamesSeen()
  for await (const node of listed) {
    const { name, path } = node
    if (!isPlain(name) || !path.startsWith('/') || !path.endsWith(`/${name}`)) throw new UnsafeSnapshot(shown(node))
    if (!names.isNext(path.slice(0, path.length - name.length - 1), name, node.type))
      throw new UnsafeSnapshot(shown(node))
    yield node
  }
}

const isPlain = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name)

const shown = ({ name, path }: LsNode): string => {
  const text = path.endsWith(`/${name}`) ? path : `${path}: ${name}`
  return text.toWellFormed().replace(/\p{C}/gu, '_').slice(0, 200)
}

type Folder = {
  path: string
  last: string
  /** Names that are no UTF-8 look alike without being so; of those it matters only where one is a link. */
  odd: Map<string, { linked: boolean }>
}

/** A folder's names come in the order of their bytes, so one that comes again does not come after the last one. */
const createNamesSeen = () => {
  const open: Folder[] = []
  /** Those whose own place in the tree is not listed: they may come again, and must not start afresh then. */
  const tops = new Map<string, Folder>()
  const folderAt = (path: string): Folder => {
    for (;;) {
      const innermost = open.at(-1)
      if (innermost?.path === path) return innermost
      if (innermost !== undefined && isIn(path, innermost)) break
      if (innermost === undefined) break
      open.pop()
    }
    const isListed = open.length > 0
    const folder = (isListed ? undefined : tops.get(path)) ?? { path, last: '', odd: new Map() }
    if (!isListed) tops.set(path, folder)
    open.push(folder)
    return folder
  }
  return {
    isNext(path: string, name: string, type: string): boolean {
      const folder = folderAt(path)
      if (name.includes('\ufffd')) return isOddNext(folder, name, type === 'symlink')
      if (folder.last !== '' && Buffer.compare(Buffer.from(name), Buffer.from(folder.last)) <= 0) return false
      folder.last = name
      return true
    },
  }
}

/** Whether a path is the folder that was listed last in another one. */
const isIn = (path: string, { path: parent, last, odd }: Folder): boolean =>
  path === `${parent}/${last}` || (path.startsWith(`${parent}/`) && odd.has(path.slice(parent.length + 1)))

const isOddNext = ({ odd }: Folder, name: string, linked: boolean): boolean => {
  const before = odd.get(name)
  if (before !== undefined && (linked || before.linked)) return false
  odd.set(name, { linked })
  return true
}
