import { type RepositoryAccess, repositoryArgs } from './repository-args.ts'

export type CatOptions = RepositoryAccess & ({ kind: 'config' } | { kind: 'snapshot' | 'lock' | 'index'; id: string })

/** `restic cat`: one object as JSON. `config` also tells whether a repository is there and the password fits. */
export const catArgs = (options: CatOptions): string[] => [
  'cat',
  ...repositoryArgs(options),
  '--no-lock',
  '--',
  options.kind,
  ...('id' in options ? [options.id] : []),
]
