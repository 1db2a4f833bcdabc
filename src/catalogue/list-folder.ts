import { entriesFrom } from './entries-from.ts'
import { type FileFacts, type Key, keyOf } from './node.ts'
import type { Catalogue } from './open-catalogue.ts'
import { hasRank } from './rank-set.ts'

export type FolderQuery = {
  readonly snapshot_id: string
  /** `/` or an absolute path without a slash at its end. */
  readonly path: string
  /** The last name of the page before. */
  readonly after: string | null
  readonly limit: number
}

export type FolderEntry = FileFacts & { readonly name: string }

export type Folder =
  | { readonly found: true; readonly entries: FolderEntry[]; readonly more: boolean }
  /** The snapshot is not in the catalogue, has nothing at that path, or something that is no folder. */
  | { readonly found: false; readonly because: 'no_snapshot' | 'no_path' | 'no_folder' }

/** A page of a folder as it was in one snapshot, by name. */
export const listFolder = async (catalogue: Catalogue, query: FolderQuery): Promise<Folder> => {
  const rank = catalogue.rankOf(query.snapshot_id)
  if (rank === null) return { found: false, because: 'no_snapshot' }
  const facts = query.path === '/' ? null : await factsAt(catalogue, query.path, rank)
  if (facts === undefined) return { found: false, because: 'no_path' }
  if (facts !== null && facts.type !== 'dir') return { found: false, because: 'no_folder' }
  const entries: FolderEntry[] = []
  const start: Key = { directory: query.path, name: query.after ?? '' }
  for await (const batch of entriesFrom(catalogue, start, { rank, directory: query.path })) {
    for (const { directory, name, versions } of batch) {
      if (directory !== query.path) return { found: true, entries, more: false }
      if (name === query.after) continue
      const held = versions.find(({ ranks }) => hasRank(ranks, rank))
      if (held === undefined) continue
      if (entries.length === query.limit) return { found: true, entries, more: true }
      const { ranks: _ranks, ...own } = held
      entries.push({ name, ...own })
    }
  }
  return { found: true, entries, more: false }
}

/** What stands at a path in a snapshot; undefined for nothing. */
const factsAt = async (catalogue: Catalogue, path: string, rank: number): Promise<FileFacts | undefined> => {
  const key = keyOf(path)
  if (key === null) return undefined
  for await (const [first] of entriesFrom(catalogue, key, { rank, directory: key.directory })) {
    if (first === undefined) continue
    const isIt = first.directory === key.directory && first.name === key.name
    return isIt ? first.versions.find(({ ranks }) => hasRank(ranks, rank)) : undefined
  }
  return undefined
}
