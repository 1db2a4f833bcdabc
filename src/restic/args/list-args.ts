import { type RepositoryAccess, repositoryArgs } from './repository-args.ts'

export type ListedKind = 'blobs' | 'packs' | 'index' | 'snapshots' | 'keys' | 'locks'

/** `restic list`: ids, one a line, not JSON. */
export const listArgs = (options: RepositoryAccess & { kind: ListedKind }): string[] => [
  'list',
  ...repositoryArgs(options),
  '--no-lock',
  options.kind,
]
