import type { Block } from './block-codec.ts'
import { firstBlockFor } from './block-index.ts'
import { foldName } from './fold-name.ts'
import { compareKeys, type FileVersion, type Key, pathOf } from './node.ts'
import type { Catalogue } from './open-catalogue.ts'
import { snapshotsOf } from './snapshots-of.ts'

export type NameQuery = {
  /** Part of a name, in letters of either case. */
  readonly text: string
  /** Only what these hold; the catalogue may still know others. */
  readonly snapshot_ids: ReadonlySet<string>
  readonly after: Key | null
  readonly limit: number
  /** Asked after each block; a search that takes longer says how far it came. */
  outOfTime(): boolean
}

export type NameHit = { readonly path: string; readonly versions: FileVersion[] }

/** `next`: go on after this one; null when all was looked through. */
export type NameHits = { readonly hits: NameHit[]; readonly next: Key | null }

/** Files and folders whose names hold a text, in any of the snapshots, by folder and name. */
export const searchNames = async (catalogue: Catalogue, query: NameQuery): Promise<NameHits> => {
  const { index } = catalogue.data
  const wanted = foldName(query.text)
  const hits: NameHit[] = []
  const first = query.after === null ? 0 : firstBlockFor(index, query.after)
  for (let number = first; number < index.length; number++) {
    const block = await catalogue.data.block(number)
    const entries = foldName(block.names()).includes(wanted) ? block.entries() : []
    for (const entry of entries) {
      if (query.after !== null && compareKeys(entry, query.after) <= 0) continue
      if (!foldName(entry.name).includes(wanted)) continue
      const versions = heldBy(query.snapshot_ids, snapshotsOf(catalogue, entry.versions))
      if (versions.length === 0) continue
      hits.push({ path: pathOf(entry), versions })
      if (hits.length === query.limit) return { hits, next: { directory: entry.directory, name: entry.name } }
    }
    if (number + 1 === index.length || !query.outOfTime()) continue
    const last = lastKeyOf(block)
    // Where the page before ended just here, another block has to be read, or the search would never get any further.
    if (query.after === null || compareKeys(last, query.after) > 0) return { hits, next: last }
  }
  return { hits, next: null }
}

const heldBy = (snapshotIds: ReadonlySet<string>, versions: readonly FileVersion[]): FileVersion[] =>
  versions
    .map((version) => ({ ...version, snapshot_ids: version.snapshot_ids.filter((id) => snapshotIds.has(id)) }))
    .filter(({ snapshot_ids }) => snapshot_ids.length > 0)

const lastKeyOf = (block: Block): Key => {
  const last = block.entries().at(-1)
  if (last === undefined) throw new Error('a block without entries')
  return { directory: last.directory, name: last.name }
}
