import type { Finish, MadeSnapshot } from '../agent-protocol/messages.ts'
import type { Reason } from './schema.ts'

/** The newest good snapshot of the same source before, to compare with. */
export type Before = { readonly size_bytes: number; readonly file_count: number }

export type JudgedSnapshot = {
  readonly made: MadeSnapshot
  readonly outcome: 'succeeded' | 'warning'
  readonly warning: Reason | null
}

export type Judged = {
  readonly outcome: 'succeeded' | 'warning' | 'failed' | 'cancelled'
  readonly kept: readonly JudgedSnapshot[]
  /** Of nothing, or of a dump that failed: taken back. */
  readonly discarded: readonly MadeSnapshot[]
  /** Why it is no success, in words for people. */
  readonly error: Reason | null
}

/** Half of what was there is gone: somebody should look before retention lets the older ones go. */
const shrunkenPart = 0.5
/** Below this a halving says nothing. */
const smallBytes = 1024 * 1024

/**
 * What a backup was worth (DESIGN rule 8): what the agent reports, held against the snapshot of the same source before. Pure.
 * `taken` are the snapshots that the gateway acknowledged: what it does not know does not exist.
 */
export const judgeBackup = (input: {
  result: Finish
  taken: ReadonlySet<string>
  before: ReadonlyMap<string, Before>
  /** Before a restore: where there is nothing to overwrite, there is nothing to save. */
  may_hold_nothing?: boolean
}): Judged => {
  const { result, taken, before } = input
  const known = result.snapshots.filter((made) => taken.has(made.snapshot))
  const discarded = known.filter((made) => made.discard)
  const kept = known
    .filter((made) => !made.discard)
    .map((made): JudgedSnapshot => {
      const warning = warningOf(made, result, before.get(made.source))
      return { made, outcome: warning === null ? 'succeeded' : 'warning', warning }
    })
  const isEnough = kept.length > 0 || (input.may_hold_nothing === true && result.snapshots.length === 0)
  return { ...endOf(result, kept, isEnough), kept, discarded }
}

const warningOf = (made: MadeSnapshot, result: Finish, before: Before | undefined): Reason | null => {
  if (made.bytes === 0 && made.files === 0)
    return {
      code: 'backup_empty',
      message: `The backup of ${sourceName(made)} holds nothing. Check the paths and excludes.`,
    }
  if (before !== undefined && hasShrunk(made, before))
    return {
      code: 'backup_shrunk',
      message: `The backup of ${sourceName(made)} is less than half of the one before. Look whether files are missing; older backups are kept until then.`,
    }
  if (made.source === 'files' && result.skipped_count > 0)
    return {
      code: 'files_skipped',
      message: `${result.skipped_count} ${result.skipped_count === 1 ? 'file' : 'files'} could not be read and are not in this backup. The log names them.`,
    }
  return null
}

const hasShrunk = (made: MadeSnapshot, before: Before): boolean =>
  (before.size_bytes > smallBytes && made.bytes < before.size_bytes * shrunkenPart) ||
  (before.file_count >= 20 && made.files < before.file_count * shrunkenPart)

const sourceName = (made: MadeSnapshot): string => (made.source === 'files' ? 'the files' : made.source)

const endOf = (
  result: Finish,
  kept: readonly JudgedSnapshot[],
  isEnough: boolean,
): Pick<Judged, 'outcome' | 'error'> => {
  if (result.outcome === 'cancelled') return { outcome: 'cancelled', error: result.error }
  if (result.outcome === 'failed') return { outcome: 'failed', error: result.error ?? unexplained }
  if (!isEnough) return { outcome: 'failed', error: result.error ?? nothingStored }
  const worst = kept.find((one) => one.warning !== null)?.warning ?? null
  if (worst !== null || result.outcome === 'warning') return { outcome: 'warning', error: worst ?? result.error }
  return { outcome: 'succeeded', error: null }
}

const unexplained: Reason = {
  code: 'backup_failed',
  message: 'The backup failed and the agent did not say why. Look at its log on the server.',
}
const nothingStored: Reason = {
  code: 'nothing_stored',
  message: 'The agent reported success, but no snapshot reached the storage. Start the backup again.',
}
