import { flag, type RepositoryAccess, refuseCredentials, repositoryArgs } from './repository-args.ts'
import { snapshotArgument } from './snapshot-argument.ts'

export type CopyOptions = RepositoryAccess & {
  /** Unset: the environment names it, as it must where the two repositories have different credentials. */
  from_repository?: string
  /** Unset: all. */
  ids?: readonly string[]
}

/** `restic copy` into `repository`. The password of the other one is `from_password` in the environment. */
export const copyArgs = (options: CopyOptions): string[] => {
  if (options.from_repository !== undefined) refuseCredentials(options.from_repository)
  return [
    'copy',
    ...repositoryArgs(options),
    ...flag('from-repo', options.from_repository),
    '--',
    ...(options.ids ?? []).map((id) => snapshotArgument(id)),
  ]
}
