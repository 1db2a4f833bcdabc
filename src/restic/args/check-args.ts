import { flag, type RepositoryAccess, repositoryArgs, toggle } from './repository-args.ts'

export type CheckOptions = RepositoryAccess & {
  /** How much of the data to read back: all, a random share, or one of several equal parts. Unset: only what describes it. */
  read_data?: 'all' | { percent: number } | { bytes: number } | { part: number; of: number }
  /** Use what is cached instead of asking the repository for everything. */
  with_cache?: boolean
}

/** `restic check`. */
export const checkArgs = (options: CheckOptions): string[] => [
  'check',
  ...repositoryArgs(options),
  ...toggle('read-data', options.read_data === 'all'),
  ...flag('read-data-subset', subsetArgument(options.read_data)),
  ...toggle('with-cache', options.with_cache),
]

const subsetArgument = (read: CheckOptions['read_data']): string | undefined => {
  if (read === undefined || read === 'all') return undefined
  if ('part' in read) return `${read.part}/${read.of}`
  // A number without a unit is refused.
  return 'percent' in read ? `${read.percent}%` : `${Math.ceil(read.bytes / 1024)}K`
}
