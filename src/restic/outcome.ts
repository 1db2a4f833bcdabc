import type { BackupSummary } from './events.ts'
import type { ResticExit } from './exit.ts'

export type BackupConcern = 'skipped_items' | 'empty' | 'shrunk' | 'no_snapshot' | 'dump_incomplete' | 'restic_failed'

export type BackupOutcome = {
  outcome: 'succeeded' | 'warning' | 'failed' | 'cancelled'
  snapshot_id: string | null
  /** The snapshot is there but must not stay: it would pass for a whole one. */
  discard_snapshot: boolean
  concerns: readonly BackupConcern[]
}

export type BackupFacts = {
  exit: ResticExit
  summary: BackupSummary | null
  /** The last good backup of the same files. */
  previous: { total_files: number; total_bytes: number } | null
  /** A dump of a database is whole or worthless. */
  is_dump: boolean
}

/** What to make of a backup that has ended. A good exit alone is no success: what was meant to be saved must be in it. */
export const outcomeOfBackup = ({ exit, summary, previous, is_dump: isDump }: BackupFacts): BackupOutcome => {
  const snapshotId = summary?.snapshot_id ?? null
  const ended = (outcome: BackupOutcome['outcome'], concerns: readonly BackupConcern[], discard = false) => ({
    outcome,
    snapshot_id: snapshotId,
    discard_snapshot: discard && snapshotId !== null,
    concerns,
  })
  if (exit.code === 'cancelled') return ended('cancelled', [])
  if (exit.code !== 'succeeded' && exit.code !== 'incomplete') return ended('failed', ['restic_failed'], isDump)
  if (summary === null || snapshotId === null) return ended('failed', ['no_snapshot'])
  if (isDump && exit.code === 'incomplete') return ended('failed', ['dump_incomplete'], true)
  if (isDump && summary.total_bytes_processed === 0) return ended('failed', ['empty'], true)
  const concerns: BackupConcern[] = []
  if (exit.code === 'incomplete') concerns.push('skipped_items')
  if (summary.total_files_processed === 0) concerns.push('empty')
  else if (previous !== null && hasShrunk(summary, previous)) concerns.push('shrunk')
  return ended(concerns.length === 0 ? 'succeeded' : 'warning', concerns)
}

const hasShrunk = (now: BackupSummary, before: { total_files: number; total_bytes: number }): boolean =>
  isHalfOrLess(now.total_bytes_processed, before.total_bytes) ||
  isHalfOrLess(now.total_files_processed, before.total_files)

const isHalfOrLess = (now: number, before: number): boolean => before > 0 && now * 2 <= before
