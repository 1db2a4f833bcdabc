import { firstBlockFor } from './block-index.ts'
import { compareKeys, type Entry, type Key } from './node.ts'
import type { Catalogue } from './open-catalogue.ts'

/** The entries at and after a key, by blocks; blocks that hold nothing of `rank`, where one is given, are passed over. */
export async function* entriesFrom(
  { data }: Catalogue,
  key: Key,
  options: { readonly rank?: number; readonly directory?: string },
): AsyncGenerator<Entry[]> {
  const { rank, directory } = options
  for (let number = firstBlockFor(data.index, key); number < data.index.length; number++) {
    const block = data.index[number]
    if (block === undefined) return
    if (directory !== undefined && block.directory > directory) return
    if (rank !== undefined && (rank < block.min_rank || rank > block.max_rank)) continue
    yield (await data.block(number)).entries().filter((entry) => compareKeys(entry, key) >= 0)
  }
}
