import { flag, type RepositoryAccess, repositoryArgs, toggle } from './repository-args.ts'

export type PruneOptions = RepositoryAccess & {
  /** How much data one prune may move. Unset: as much as there is. */
  max_repack_bytes?: number
  /** How much waste may stay. */
  max_unused?: { percent: number } | { bytes: number } | 'unlimited'
  dry_run?: boolean
}

/** `restic prune`. It answers in plain lines up to restic 0.19, and in JSON after that. */
export const pruneArgs = (options: PruneOptions): string[] => [
  'prune',
  ...repositoryArgs(options),
  ...flag('max-repack-size', options.max_repack_bytes),
  ...flag('max-unused', unusedArgument(options.max_unused)),
  ...toggle('dry-run', options.dry_run),
]

const unusedArgument = (limit: PruneOptions['max_unused']): string | undefined => {
  if (limit === undefined || limit === 'unlimited') return limit
  return 'percent' in limit ? `${limit.percent}%` : String(limit.bytes)
}
