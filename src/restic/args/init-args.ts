import { flag, type RepositoryAccess, refuseCredentials, repositoryArgs, toggle } from './repository-args.ts'

export type InitOptions = RepositoryAccess & {
  /** Cut files the way this repository does, so that a copy between the two shares data. */
  like_repository?: string
}

/** `restic init`. The password of the other repository is `from_password` in the environment. */
export const initArgs = (options: InitOptions): string[] => {
  if (options.like_repository !== undefined) refuseCredentials(options.like_repository)
  return [
    'init',
    ...repositoryArgs(options),
    ...flag('from-repo', options.like_repository),
    ...toggle('copy-chunker-params', options.like_repository !== undefined),
  ]
}
