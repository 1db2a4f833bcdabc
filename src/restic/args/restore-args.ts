import { flag, flags, type RepositoryAccess, repositoryArgs, toggle } from './repository-args.ts'
import { snapshotArgument } from './snapshot-argument.ts'

export type RestoreOptions = RepositoryAccess & {
  snapshot_id: string
  /** A folder of the snapshot that becomes the root of what is restored. */
  folder?: string
  target: string
  /** Patterns; restic takes one of the two. For paths chosen by a person use `exactPattern`. */
  includes?: readonly string[]
  excludes?: readonly string[]
  overwrite?: 'always' | 'if-changed' | 'if-newer' | 'never'
  /** Removes what is in the target but not in the snapshot. */
  delete?: boolean
  dry_run?: boolean
  verify?: boolean
  sparse?: boolean
  /** For a door that keeps what a prune removes until readers are done, and takes no writes from them, locks included. */
  without_lock?: boolean
  /** 2 lists every item and what happened to it. */
  verbose?: 1 | 2
}

/** `restic restore`. Takes a lock unless told otherwise, so that nothing is pruned away under it. */
export const restoreArgs = (options: RestoreOptions): string[] => {
  const { includes = [], excludes = [] } = options
  if (includes.length > 0 && excludes.length > 0) throw new Error('A restore takes includes or excludes, not both.')
  // Only paths within the snapshot limit what is deleted; without them it would be the whole machine.
  if (options.delete === true && options.target === '/' && includes.length === 0) {
    throw new Error('A restore to / deletes only below paths that are named. Name them in includes.')
  }
  return [
    'restore',
    ...repositoryArgs(options),
    ...flag('target', options.target),
    ...flags('include', includes),
    ...flags('exclude', excludes),
    ...flag('overwrite', options.overwrite),
    ...toggle('delete', options.delete),
    ...toggle('dry-run', options.dry_run),
    ...toggle('verify', options.verify),
    ...toggle('sparse', options.sparse),
    ...toggle('no-lock', options.without_lock),
    ...flag('verbose', options.verbose),
    '--',
    snapshotArgument(options.snapshot_id, options.folder),
  ]
}
