import { entriesFrom } from './entries-from.ts'
import { type FileVersion, keyOf } from './node.ts'
import type { Catalogue } from './open-catalogue.ts'
import { snapshotsOf } from './snapshots-of.ts'

/** What was at a path, version by version, the one that came first first; empty where nothing ever was. */
export const findFile = async (catalogue: Catalogue, path: string): Promise<FileVersion[]> => {
  const key = keyOf(path)
  if (key === null) return []
  for await (const [first] of entriesFrom(catalogue, key, { directory: key.directory })) {
    if (first === undefined) continue
    if (first.directory !== key.directory || first.name !== key.name) return []
    return snapshotsOf(catalogue, first.versions)
  }
  return []
}
