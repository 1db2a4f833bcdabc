import { flag, type RepositoryAccess, repositoryArgs, toggle } from './repository-args.ts'
import { snapshotArgument } from './snapshot-argument.ts'

export type DumpOptions = RepositoryAccess & {
  snapshot_id: string
  /** A file comes as it is, a folder as an archive. */
  path: string
  archive?: 'tar' | 'zip'
  /** See `RestoreOptions`. */
  without_lock?: boolean
}

/** `restic dump`: the content of a file, or a folder as an archive, on standard output. Takes a lock, as a restore does. */
export const dumpArgs = (options: DumpOptions): string[] => [
  'dump',
  // Errors come as JSON on standard error; standard output is the content alone.
  ...repositoryArgs(options),
  ...flag('archive', options.archive),
  ...toggle('no-lock', options.without_lock),
  '--',
  snapshotArgument(options.snapshot_id),
  options.path,
]
