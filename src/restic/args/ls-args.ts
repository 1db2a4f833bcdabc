import { type RepositoryAccess, repositoryArgs, toggle } from './repository-args.ts'
import { snapshotArgument } from './snapshot-argument.ts'

export type LsOptions = RepositoryAccess & {
  snapshot_id: string
  /** Folders to list. Unset: everything, at all depths. */
  folders?: readonly string[]
  /** Also what is in the folders of those folders. */
  recursive?: boolean
}

/** `restic ls`, without a lock: snapshots never change, and one that goes away meanwhile ends it with an error. */
export const lsArgs = (options: LsOptions): string[] => [
  'ls',
  ...repositoryArgs(options),
  '--no-lock',
  ...toggle('recursive', options.recursive),
  '--',
  snapshotArgument(options.snapshot_id),
  ...(options.folders ?? []),
]
