import { flag, type RepositoryAccess, repositoryArgs } from './repository-args.ts'

export type KeyOptions = RepositoryAccess &
  ({ action: 'list' } | { action: 'add'; new_password_file: string; host?: string } | { action: 'remove'; id: string })

/** `restic key`: the passwords that open a repository. A new one is read from a file, never from the arguments. */
export const keyArgs = (options: KeyOptions): string[] => {
  const first = ['key', options.action, ...repositoryArgs(options)]
  if (options.action === 'list') return [...first, '--no-lock']
  if (options.action === 'remove') return [...first, '--', options.id]
  return [...first, ...flag('new-password-file', options.new_password_file), ...flag('host', options.host)]
}
