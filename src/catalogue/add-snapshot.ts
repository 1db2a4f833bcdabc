import { mkdir } from 'node:fs/promises'
import { uniqueName } from '../lib/random.ts'
import { cleanUp } from './clean-up.ts'
import { openData } from './data-reader.ts'
import { createDataWriter, type Written } from './data-writer.ts'
import { createEntryCursor } from './entry-cursor.ts'
import { dataPath, isCode, removeIfThere } from './files.ts'
import { type Head, type KnownSnapshot, type Place, placeHead, readHead } from './head.ts'
import { mergeSnapshot, type RankMove } from './merge-snapshot.ts'
import type { Entry, SnapshotNode } from './node.ts'
import { RebuildNeeded } from './rebuild-needed.ts'
import { type SortedNodes, sortNodes } from './sort-nodes.ts'

export type NewSnapshot = Place & {
  readonly snapshot_id: string
  /** Snapshots of the same things, such as the same folders: what does not change among them costs next to nothing. */
  readonly group: string
  /** Orders the snapshots of a group, such as the time one was taken at; gaps do not matter. */
  readonly index_no: number
  /** In any order. When it throws, nothing was changed. */
  readonly nodes: AsyncIterable<SnapshotNode>
  /** What a block and a run of the sort may weigh. Set by tests, so that small trees have many. */
  readonly weights?: { readonly block: number; readonly run: number }
}

/**
 * Adds a snapshot to the catalogue in `dir`, which it makes where there is none. A snapshot that is there already is not
 * added again. Throws RebuildNeeded when the catalogue that is there cannot be read.
 */
export const addSnapshot = async ({ nodes, ...added }: NewSnapshot): Promise<void> => {
  await mkdir(added.dir, { recursive: true, mode: 0o700 })
  const before = await headOrNone(added)
  if (before?.snapshots.some(({ snapshot_id, removed }) => snapshot_id === added.snapshot_id && !removed)) return
  const sorted = await sortNodes(added.dir, nodes, added.weights?.run)
  try {
    for (;;) if (await tryToAdd(added, sorted)) return
  } finally {
    await sorted.close()
  }
}

type Added = Omit<NewSnapshot, 'nodes'>

/** False when another writer was faster: then it starts again from what that one wrote. */
const tryToAdd = async (added: Added, sorted: SortedNodes): Promise<boolean> => {
  const base = await headOrNone(added)
  const known = base?.snapshots ?? []
  const snapshots = [
    ...known.filter((one) => !one.removed && one.snapshot_id !== added.snapshot_id),
    asKnown(added),
  ].sort(inOrder)
  const move = moveFrom(known, snapshots, added.snapshot_id)
  const generation = uniqueName()
  const written = await writeGeneration(added, base, { generation, sorted, move })
  if (written === null) return false
  const head = { ...written, turn: (base?.turn ?? 0) + 1, generation, snapshots }
  const placed = await placeHead(added, head)
  if (placed) await cleanUp(added.dir, head, base)
  else await removeIfThere(dataPath(added.dir, generation))
  return placed
}

/** Null when the data to start from was replaced meanwhile. */
const writeGeneration = async (
  { dir, key, weights }: Added,
  base: Head | null,
  { generation, sorted, move }: { generation: string; sorted: SortedNodes; move: RankMove },
): Promise<Written | null> => {
  const old = base === null ? null : await readerOf({ dir, key }, base)
  if (old === 'replaced') return null
  const path = dataPath(dir, generation)
  try {
    const writer = await createDataWriter(path, key, generation, weights?.block)
    try {
      const known = await createEntryCursor(old === null ? [][Symbol.iterator]() : entriesOf(old))
      await mergeSnapshot(known, await sorted.cursor(), move, writer)
      return await writer.finish()
    } finally {
      await writer.close()
    }
  } catch (error) {
    await removeIfThere(path)
    throw error
  } finally {
    await old?.close()
  }
}

const readerOf = async ({ dir, key }: Place, head: Head) => {
  try {
    return await openData(dataPath(dir, head.generation), key, head.generation, head.index)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
    if ((await readHead({ dir, key })).turn === head.turn) throw new RebuildNeeded('damaged', error)
    return 'replaced'
  }
}

async function* entriesOf(old: Awaited<ReturnType<typeof openData>>): AsyncGenerator<readonly Entry[]> {
  for (let number = 0; number < old.index.length; number++) yield (await old.block(number)).entries()
}

const headOrNone = async (place: Place): Promise<Head | null> => {
  try {
    return await readHead(place)
  } catch (error) {
    if (error instanceof RebuildNeeded && error.reason === 'missing') return null
    throw error
  }
}

const asKnown = ({ snapshot_id, group, index_no }: Added): KnownSnapshot => ({
  snapshot_id,
  group,
  index_no,
  removed: false,
})

/** By groups, so that the snapshots that hold a file stand in a row even where those of a dump were taken between them. */
const inOrder = (a: KnownSnapshot, b: KnownSnapshot): number =>
  a.group === b.group ? a.index_no - b.index_no || (a.snapshot_id < b.snapshot_id ? -1 : 1) : a.group < b.group ? -1 : 1

const moveFrom = (before: readonly KnownSnapshot[], after: readonly KnownSnapshot[], addedId: string): RankMove => {
  const ranks = new Map(after.map(({ snapshot_id }, rank) => [snapshot_id, rank]))
  const added = ranks.get(addedId) ?? 0
  // One that was removed and is added anew starts afresh.
  ranks.delete(addedId)
  return { moves: before.map((one) => (one.removed ? null : (ranks.get(one.snapshot_id) ?? null))), added }
}
