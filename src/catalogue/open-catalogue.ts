import { type DataReader, openData } from './data-reader.ts'
import { dataPath, isCode } from './files.ts'
import { type Head, type Place, readHead } from './head.ts'
import { RebuildNeeded } from './rebuild-needed.ts'

/** A catalogue as it stood when it was opened; what is added later does not show in it. */
export type Catalogue = {
  readonly head: Head
  readonly data: DataReader
  /** The snapshots in it, by group, oldest first. */
  readonly snapshot_ids: readonly string[]
  /** Null for one that is not in it. */
  rankOf(snapshotId: string): number | null
  close(): Promise<void>
}

/** Opens the catalogue in a folder. Throws RebuildNeeded where there is none that can be read. */
export const openCatalogue = async (place: Place): Promise<Catalogue> => {
  for (;;) {
    const head = await readHead(place)
    const data = await dataOf(place, head)
    if (data === null) continue
    const known = head.snapshots.flatMap(({ snapshot_id, removed }, rank) => (removed ? [] : [{ snapshot_id, rank }]))
    const ranks = new Map(known.map(({ snapshot_id, rank }) => [snapshot_id, rank]))
    return {
      head,
      data,
      snapshot_ids: known.map(({ snapshot_id }) => snapshot_id),
      rankOf: (snapshotId) => ranks.get(snapshotId) ?? null,
      close: data.close,
    }
  }
}

/** Null when a newer head took the place of this one meanwhile. */
const dataOf = async (place: Place, head: Head): Promise<DataReader | null> => {
  try {
    return await openData(dataPath(place.dir, head.generation), place.key, head.generation, head.index)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
    if ((await readHead(place)).turn === head.turn) throw new RebuildNeeded('damaged', error)
    return null
  }
}
