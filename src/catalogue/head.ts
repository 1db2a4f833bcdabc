import { link, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { createBlockSeal } from '../lib/block-seal.ts'
import { uniqueName } from '../lib/random.ts'
import { headPath, isCode, listTurns, removeIfThere, syncFolder } from './files.ts'
import { RebuildNeeded } from './rebuild-needed.ts'

/** Changes with every change of what is in the files. */
const format = Buffer.from('backstay catalogue 1\n')

const headShape = z.object({
  turn: z.number().int(),
  generation: z.string(),
  /** In the order of their ranks. A removed one keeps its rank until the blocks are written anew. */
  snapshots: z.array(
    z.object({ snapshot_id: z.string(), group: z.string(), index_no: z.number(), removed: z.boolean() }),
  ),
  index: z.object({ offset: z.number().int(), length: z.number().int() }),
  blocks: z.number().int(),
  entries: z.number().int(),
  versions: z.number().int(),
})
export type Head = z.infer<typeof headShape>
export type KnownSnapshot = Head['snapshots'][number]

/** A place in the order of heads: which repository, and under which key. */
export type Place = { readonly dir: string; readonly key: string }

/** The newest head. Throws RebuildNeeded. */
export const readHead = async ({ dir, key }: Place): Promise<Head> => {
  for (;;) {
    const [turn] = await listTurns(dir)
    if (turn === undefined) throw new RebuildNeeded('missing')
    const bytes = await readIfThere(headPath(dir, turn))
    // Somebody placed a newer one since we looked.
    if (bytes === null) continue
    return openHead(bytes, turn, key)
  }
}

const readIfThere = async (path: string): Promise<Buffer | null> => {
  try {
    return await readFile(path)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

const openHead = (bytes: Buffer, turn: number, key: string): Head => {
  if (!bytes.subarray(0, format.length).equals(format)) throw new RebuildNeeded('other_format')
  try {
    const text = headSeal(key).open(positionOf(turn), bytes.subarray(format.length)).toString()
    return headShape.parse(JSON.parse(text))
  } catch (error) {
    throw new RebuildNeeded('damaged', error)
  }
}

/**
 * Makes `head` the newest, durably; its turn is one more than that of the head it came from. False when somebody else was
 * faster: then nothing changed.
 */
export const placeHead = async ({ dir, key }: Place, head: Head): Promise<boolean> => {
  const sealed = headSeal(key).seal(positionOf(head.turn), Buffer.from(JSON.stringify(head)))
  const draft = join(dir, `draft.${uniqueName()}`)
  try {
    await writeDurably(draft, Buffer.concat([format, sealed]))
    // Unlike a rename, a link never replaces what is there.
    await link(draft, headPath(dir, head.turn))
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await removeIfThere(draft)
  }
  const [newest] = await listTurns(dir)
  if (newest !== head.turn) {
    // The turn was free since later heads took its place and cleaned it away.
    await removeIfThere(headPath(dir, head.turn))
    return false
  }
  await syncFolder(dir)
  return true
}

const writeDurably = async (path: string, bytes: Buffer): Promise<void> => {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const headSeal = (key: string) => createBlockSeal(key, 'head')
const positionOf = (turn: number) => `head ${turn}`
