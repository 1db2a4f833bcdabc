import type { FileVersion, Version } from './node.ts'
import type { Catalogue } from './open-catalogue.ts'
import { ranksIn } from './rank-set.ts'

/** Ranks as snapshots; versions that only removed snapshots held fall out. */
export const snapshotsOf = ({ head }: Pick<Catalogue, 'head'>, versions: readonly Version[]): FileVersion[] =>
  versions
    .map(({ ranks, ...facts }) => ({
      ...facts,
      snapshot_ids: ranksIn(ranks).flatMap((rank) => {
        const snapshot = head.snapshots[rank]
        return snapshot === undefined || snapshot.removed ? [] : [snapshot.snapshot_id]
      }),
    }))
    .filter(({ snapshot_ids }) => snapshot_ids.length > 0)
