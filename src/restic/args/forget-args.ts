import { flag, flags, type RepositoryAccess, repositoryArgs } from './repository-args.ts'
import { type SnapshotFilter, snapshotFilterArgs } from './snapshot-filter.ts'

/** What to keep, as restic counts it. `within` are durations such as `1y5m7d2h`. */
export type KeepPolicy = {
  last?: number
  hourly?: number
  daily?: number
  weekly?: number
  monthly?: number
  yearly?: number
  within?: string
  within_hourly?: string
  within_daily?: string
  within_weekly?: string
  within_monthly?: string
  within_yearly?: string
  tags?: readonly string[]
}

export type ForgetPreviewOptions = RepositoryAccess & SnapshotFilter & { keep: KeepPolicy; group_by?: string }

/**
 * `restic forget --dry-run`: which snapshots restic itself would keep, and why. There is no other form here, because the
 * gateway forgets by moving snapshots to its trash.
 */
export const forgetPreviewArgs = (options: ForgetPreviewOptions): string[] => [
  'forget',
  ...repositoryArgs(options),
  '--dry-run',
  '--no-lock',
  ...snapshotFilterArgs(options),
  ...flag('group-by', options.group_by),
  ...keepFlags(options.keep),
]

const keepFlags = (keep: KeepPolicy): string[] => [
  ...flag('keep-last', keep.last),
  ...flag('keep-hourly', keep.hourly),
  ...flag('keep-daily', keep.daily),
  ...flag('keep-weekly', keep.weekly),
  ...flag('keep-monthly', keep.monthly),
  ...flag('keep-yearly', keep.yearly),
  ...flag('keep-within', keep.within),
  ...flag('keep-within-hourly', keep.within_hourly),
  ...flag('keep-within-daily', keep.within_daily),
  ...flag('keep-within-weekly', keep.within_weekly),
  ...flag('keep-within-monthly', keep.within_monthly),
  ...flag('keep-within-yearly', keep.within_yearly),
  ...flags('keep-tag', keep.tags),
]
