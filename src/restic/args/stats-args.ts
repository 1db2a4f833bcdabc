import { flag, type RepositoryAccess, repositoryArgs } from './repository-args.ts'
import { snapshotArgument } from './snapshot-argument.ts'
import { type SnapshotFilter, snapshotFilterArgs } from './snapshot-filter.ts'

export type StatsOptions = RepositoryAccess &
  SnapshotFilter & {
    mode?: 'restore-size' | 'files-by-contents' | 'blobs-per-file' | 'raw-data'
    /** Unset: all that fit the filter. */
    ids?: readonly string[]
  }

/** `restic stats`. */
export const statsArgs = (options: StatsOptions): string[] => [
  'stats',
  ...repositoryArgs(options),
  '--no-lock',
  ...flag('mode', options.mode),
  ...snapshotFilterArgs(options),
  '--',
  ...(options.ids ?? []).map((id) => snapshotArgument(id)),
]
