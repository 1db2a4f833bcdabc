import { type RepositoryAccess, repositoryArgs, toggle } from './repository-args.ts'

/** `restic unlock`: removes locks that are stale by restic's own measure, or all. */
export const unlockArgs = (options: RepositoryAccess & { remove_all?: boolean }): string[] => [
  'unlock',
  ...repositoryArgs(options),
  ...toggle('remove-all', options.remove_all),
]
