import type { OpenRepository } from '../repositories/with-repository.ts'
import { exactPattern } from '../restic/args/exact-pattern.ts'
import { restoreArgs } from '../restic/args/restore-args.ts'
import { messageOf, parseRestoreEvent, type RestoreEvent } from '../restic/events.ts'
import type { ResticExitCode } from '../restic/exit.ts'
import { runRestic } from '../restic/run-restic.ts'
import { surveySnapshot } from '../restic/survey-snapshot.ts'
import { UnsafeSnapshot } from '../restic/unsafe-snapshot.ts'

export type Problem = { path: string | null; message: string }

export type RestoredForDrill = {
  exit: ResticExitCode
  /** restic's reason for a failure. */
  error_message: string | null
  files: number
  bytes: number
  problems: Problem[]
  /** Why nothing was restored at all: it would have harmed this machine. */
  unsafe: string | null
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

/**
 * Restores with restic's own verification, and tells what it wrote and what it complained of. What a taken machine may have put
 * into its repository must not harm this one, so it is looked at first.
 */
export const restoreForDrill = async (open: OpenRepository, input: DrillRestore): Promise<RestoredForDrill> => {
  const survey = await surveyed(open, input)
  if ('error_message' in survey) return { exit: 'failed', files: 0, bytes: 0, problems: [], ...survey }
  const problems: Problem[] = []
  const totals = { files: 0, bytes: 0 }
  let told = 0
  const onEvent = async (event: RestoreEvent): Promise<void> => {
    if (event.message_type === 'error') problems.push({ path: event.item ?? null, message: messageOf(event) })
    if (event.message_type === 'summary')
      Object.assign(totals, { files: Math.max(0, event.files_restored - survey.folders), bytes: event.bytes_restored })
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
  return { exit: exit.code, error_message, ...totals, problems, unsafe: null }
}

const surveyed = async (open: OpenRepository, { snapshot, include }: DrillRestore) => {
  const { binary, environment, signal, repository, cache_dir } = open
  const folders = include.length > 0 ? { folders: include, recursive: true } : {}
  try {
    return await surveySnapshot(
      { binary, environment, signal },
      { repository, cache_dir, snapshot_id: snapshot, ...folders },
    )
  } catch (error) {
    const error_message = error instanceof Error ? error.message : String(error)
    return { error_message, unsafe: error instanceof UnsafeSnapshot ? error_message : null }
  }
}
