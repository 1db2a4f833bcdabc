import { type RepositoryAccess, repositoryArgs } from './repository-args.ts'
import { snapshotArgument } from './snapshot-argument.ts'
import { type SnapshotFilter, snapshotFilterArgs } from './snapshot-filter.ts'

/** `restic snapshots`, without a lock: a list may be out of date as soon as it is read anyway. */
export const snapshotsArgs = (options: RepositoryAccess & SnapshotFilter & { ids?: readonly string[] }): string[] => [
  'snapshots',
  ...repositoryArgs(options),
  '--no-lock',
  ...snapshotFilterArgs(options),
  '--',
  ...(options.ids ?? []).map((id) => snapshotArgument(id)),
]
