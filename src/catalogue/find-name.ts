import { entriesFrom } from './entries-from.ts'
import { compareKeys, type Key, pathOf } from './node.ts'
import type { Catalogue } from './open-catalogue.ts'
import { hasRank } from './rank-set.ts'

export type NameSearch = {
  readonly snapshot_id: string
  /** `/` or an absolute path without a slash at its end. */
  readonly below: string
  fits(name: string): boolean
}

/** The path of the first thing below a folder of a snapshot whose name fits; null where there is none. */
export const findName = async (
  catalogue: Catalogue,
  { snapshot_id, below, fits }: NameSearch,
): Promise<string | null> => {
  const rank = catalogue.rankOf(snapshot_id)
  if (rank === null) return null
  const prefix = below === '/' ? '/' : `${below}/`
  // The sign after the slash ends the folders below this one; between them stand others, such as "a-b" between "a" and "a/c".
  const end: Key = { directory: `${below === '/' ? '' : below}0`, name: '' }
  for await (const batch of entriesFrom(catalogue, { directory: below, name: '' }, { rank }))
    for (const entry of batch) {
      if (compareKeys(entry, end) >= 0) return null
      if (entry.directory !== below && !entry.directory.startsWith(prefix)) continue
      if (fits(entry.name) && entry.versions.some(({ ranks }) => hasRank(ranks, rank))) return pathOf(entry)
    }
  return null
}
