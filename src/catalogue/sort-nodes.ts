import { join } from 'node:path'
import { uniqueName } from '../lib/random.ts'
import { type DataReader, openData } from './data-reader.ts'
import { createDataWriter } from './data-writer.ts'
import { createEntryCursor, type EntryCursor } from './entry-cursor.ts'
import { removeIfThere } from './files.ts'
import { mergeCursors } from './merge-cursors.ts'
import { type Entry, keyOf, type SnapshotNode } from './node.ts'

/** A snapshot's nodes in order; each entry has one version, of no rank yet. */
export type SortedNodes = {
  /** From the start, as often as wanted. */
  cursor(): Promise<EntryCursor>
  close(): Promise<void>
}

/** What a run may weigh in memory, roughly in bytes. */
const runWeight = 8 * 1024 * 1024
/** One block of each run is in memory while they are merged. */
const runBlockWeight = 8 * 1024

/**
 * Sorts nodes that come in any order. restic lists a folder's subfolders between its files, and names that are no UTF-8 in
 * an order that their text no longer shows. What is too much for the memory goes to sealed files in `dir` that have
 * no name any more, so that a crash leaves none.
 */
export const sortNodes = async (
  dir: string,
  nodes: AsyncIterable<SnapshotNode>,
  maxWeight = runWeight,
): Promise<SortedNodes> => {
  const runs: DataReader[] = []
  const close = async () => {
    for (const run of runs) await run.close()
  }
  try {
    let pending = createRun()
    for await (const node of nodes) {
      pending.add(node)
      if (pending.weight() < maxWeight) continue
      runs.push(await writeRun(dir, pending.sorted()))
      pending = createRun()
    }
    const rest = [...pending.sorted()]
    return {
      cursor: async () => {
        const parts = [
          createEntryCursor(rest[Symbol.iterator]()),
          ...runs.map((run) => createEntryCursor(blocksOf(run))),
        ]
        return mergeCursors(await Promise.all(parts))
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const createRun = () => {
  const directories = new Map<string, Entry[]>()
  let weight = 0
  return {
    weight: () => weight,
    add({ path, ...facts }: SnapshotNode): void {
      const key = keyOf(path.toWellFormed())
      // The root has no entry of its own.
      if (key === null) return
      const { directory, name } = key
      if (path.includes('\0')) throw new Error('a path with a NUL is none')
      const siblings = directories.get(directory)
      const entry = { directory: siblings?.[0]?.directory ?? directory, name, versions: [{ ...facts, ranks: [] }] }
      if (siblings === undefined) directories.set(directory, [entry])
      else siblings.push(entry)
      weight += 200 + name.length * 2 + (siblings === undefined ? directory.length * 2 + 200 : 0)
    },
    /** A batch for each folder. */
    *sorted(): Generator<Entry[]> {
      for (const directory of [...directories.keys()].sort()) {
        const entries = directories.get(directory) ?? []
        yield entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      }
    },
  }
}

const writeRun = async (dir: string, batches: Iterable<Entry[]>): Promise<DataReader> => {
  const name = uniqueName()
  const path = join(dir, `draft.${name}`)
  // Nobody but this process reads it, so its key need not be known to anybody else.
  const key = uniqueName()
  try {
    const writer = await createDataWriter(path, key, name, runBlockWeight)
    try {
      for (const batch of batches) for (const entry of batch) await writer.add(entry)
      const { index } = await writer.finish()
      return await openData(path, key, name, index)
    } finally {
      await writer.close()
    }
  } finally {
    await removeIfThere(path)
  }
}

async function* blocksOf(run: DataReader): AsyncGenerator<Entry[]> {
  for (let number = 0; number < run.index.length; number++) yield (await run.block(number)).entries()
}
