import { cleanUp } from './clean-up.ts'
import { type Head, type Place, placeHead, readHead } from './head.ts'
import { RebuildNeeded } from './rebuild-needed.ts'

/**
 * From now on nothing is answered for these snapshots. What only they held leaves the disk with the next snapshot that is
 * added. Snapshots that are not there are none to remove. Throws RebuildNeeded when the catalogue cannot be read.
 */
export const removeSnapshots = async (place: Place, snapshotIds: readonly string[]): Promise<void> => {
  const gone = new Set(snapshotIds)
  for (;;) {
    const base = await headOrNone(place)
    if (base === null || !base.snapshots.some((one) => !one.removed && gone.has(one.snapshot_id))) return
    const snapshots = base.snapshots.map((one) => (gone.has(one.snapshot_id) ? { ...one, removed: true } : one))
    const head = { ...base, turn: base.turn + 1, snapshots }
    if (!(await placeHead(place, head))) continue
    return cleanUp(place.dir, head, base)
  }
}

const headOrNone = async (place: Place): Promise<Head | null> => {
  try {
    return await readHead(place)
  } catch (error) {
    if (error instanceof RebuildNeeded && error.reason === 'missing') return null
    throw error
  }
}
