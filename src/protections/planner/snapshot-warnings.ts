import type { SnapshotCapability } from '../../providers/provider.ts'
import type { Keeps, OfferWarning } from './schema.ts'

type Snapshots = {
  snapshot: SnapshotCapability
  label: string /** They take all the room there is. */
  full: boolean
  keeps: Keeps
}

/** What to know before snapshots on our own schedule are switched on. */
export const snapshotWarnings = ({ snapshot, label, full, keeps }: Snapshots): OfferWarning[] => {
  const room = keeps.count === 1 ? 'There is room for one' : `All ${keeps.count} places are taken`
  const found: (OfferWarning | false)[] = [
    full && {
      code: 'deletes_before_making',
      message: snapshot.replaces_oldest
        ? `${room}: a new snapshot takes the place of the oldest.`
        : `${room}: the oldest snapshot is deleted before a new one is made.`,
    },
    snapshot.life_days !== null && {
      code: 'deleted_by_provider',
      message: `${label} deletes every snapshot after ${snapshot.life_days} days.`,
    },
    snapshot.same_disk === true && {
      code: 'same_disk',
      message: `${label} keeps snapshots beside the server's own disk: they help after a mistake, not after the loss of the machine.`,
    },
    snapshot.needs_native && {
      code: 'needs_native',
      message: `${label} makes them only while its own backups are on, which have a price of their own.`,
    },
    snapshot.rollback_deletes_newer && {
      code: 'rollback_deletes_newer',
      message: 'Going back to one of them deletes all that are newer.',
    },
  ]
  return found.filter((one) => one !== false)
}
