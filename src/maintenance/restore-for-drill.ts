import type { OpenRepository } from '../repositories/with-repository.ts'
import { exactPattern } from '../restic/args/exact-pattern.ts'
import { restoreArgs } from '../restic/args/restore-args.ts'
import { messageOf, parseRestoreEvent, type RestoreEvent } from '../restic/events.ts'
import type { ResticExitCode } from '../restic/exit.ts'
import { runRestic } from '../restic/run-restic.ts'

export type Problem = { path: string | null; message: string }

export type RestoredForDrill = {
  exit: ResticExitCode
  /** restic's reason for a failure. */
  error_message: string | null
  files: number
  bytes: number
  problems: Problem[]
}

export type DrillRestore = {
  snapshot: string
  target: string
  /** Paths; empty for all. */
  include: readonly string[]
  on_percent: (percent: number) => Promise<unknown>
}

/** Below this, progress says nothing new. */
const stepPercent = 5

/** Restores with restic's own verification, and tells what it wrote and what it complained of. */
export const restoreForDrill = async (open: OpenRepository, input: DrillRestore): Promise<RestoredForDrill> => {
  const problems: Problem[] = []
  const totals = { files: 0, bytes: 0 }
  let told = 0
  const onEvent = async (event: RestoreEvent): Promise<void> => {
    if (event.message_type === 'error') problems.push({ path: event.item ?? null, message: messageOf(event) })
    if (event.message_type === 'summary')
      Object.assign(totals, { files: event.files_restored, bytes: event.bytes_restored })
    if (event.message_type !== 'status') return
    const percent = Math.round(event.percent_done * 100)
    if (percent < told + stepPercent) return
    told = percent
    await input.on_percent(Math.min(percent, 100))
  }
  const { exit, error_message } = await runRestic({
    binary: open.binary,
    args: restoreArgs({
      repository: open.repository,
      cache_dir: open.cache_dir,
      snapshot_id: input.snapshot,
      target: input.target,
      includes: input.include.map(exactPattern),
      verify: true,
      without_lock: true,
    }),
    environment: open.environment,
    parse_event: parseRestoreEvent,
    on_event: onEvent,
    signal: open.signal,
  })
  return { exit: exit.code, error_message, ...totals, problems }
}
