import type { AgentProgress, MadeSnapshot } from '../agent-protocol/messages.ts'
import { type BackupOptions, backupArgs } from '../restic/args/backup-args.ts'
import { type BackupEvent, type BackupSummary, parseBackupEvent } from '../restic/events.ts'
import { type BackupOutcome, outcomeOfBackup } from '../restic/outcome.ts'
import { plainReason } from '../restic/plain-reason.ts'
import { runRestic } from '../restic/run-restic.ts'
import type { SkippedList } from './concerns.ts'
import { politely } from './politely.ts'
import { createSpeedometer } from './speedometer.ts'
import { environmentOf, stopMs, type Workshop } from './workshop.ts'

export type BackupResult = BackupOutcome & {
  made: MadeSnapshot | null
  /** The storage takes nothing more; restic would go on trying for a quarter of an hour. */
  storage_full: boolean
  /** What restic gave as the reason of its failure, with what to do. */
  reason: string
}

/** Runs restic once, for paths or for one dump, and tells of its progress. */
export const runBackup = async (
  shop: Workshop,
  options: { backup: BackupOptions; source: string; paths: string[]; max_cores: number | null; skipped: SkippedList },
): Promise<BackupResult> => {
  const isDump = 'stdin_from_command' in options.backup
  let summary: BackupSummary | null = null
  const tell = createTeller(shop, isDump ? 'dumping' : 'working')
  const onEvent = (event: BackupEvent) => {
    if (event.message_type === 'status') tell(event)
    if (event.message_type === 'summary') summary = event
    if (event.message_type === 'error') options.skipped.add(event)
  }
  const full = new AbortController()
  const { exit, error_message, stderr_tail } = await runRestic({
    ...(await politely({ binary: shop.restic, args: backupArgs(options.backup) }, shop.config.search_path)),
    environment: environmentOf(shop, { max_cores: options.max_cores }),
    parse_event: parseBackupEvent,
    on_event: onEvent,
    on_line: (line) => {
      shop.reporter.log('info', `restic: ${line}`)
      if (saidFull.test(line)) full.abort()
    },
    signal: AbortSignal.any([shop.signal, full.signal]),
    grace_ms: stopMs,
  })
  const isFull = full.signal.aborted || answeredFull.test(error_message ?? '')
  if (isFull && summary === null && !shop.signal.aborted) return { ...stoppedFull, made: null }
  const outcome = outcomeOfBackup({ exit, summary, previous: null, is_dump: isDump })
  const reason = [plainReason(error_message ?? stderr_tail.at(-1) ?? `restic ended as ${exit.code}`), exit.remedy].join(
    '. ',
  )
  return { ...outcome, reason, storage_full: false, made: madeOf(summary, outcome, options) }
}

const answeredFull = /HTTP response \(507\)/
const saidFull = /returned error, retrying after .*\b507\b/

const stoppedFull = {
  outcome: 'failed',
  snapshot_id: null,
  discard_snapshot: false,
  concerns: ['restic_failed'],
  storage_full: true,
  reason:
    'The storage is full, or this server has used up its share. Free space there or add some; the next backup goes on with what was stored already.',
} as const

const madeOf = (
  summary: BackupSummary | null,
  outcome: BackupOutcome,
  { source, paths }: { source: string; paths: string[] },
): MadeSnapshot | null => {
  if (summary === null || outcome.snapshot_id === null) return null
  return {
    snapshot: outcome.snapshot_id,
    source,
    paths,
    files: summary.total_files_processed,
    bytes: summary.total_bytes_processed,
    added_bytes: summary.data_added,
    files_new: summary.files_new,
    files_changed: summary.files_changed,
    discard: outcome.discard_snapshot,
  }
}

type Status = Extract<BackupEvent, { message_type: 'status' }>

const createTeller = (shop: Workshop, phase: AgentProgress['phase']) => {
  const speedometer = createSpeedometer()
  return (status: Status): void => {
    const isKnown = status.total_bytes > 0
    shop.reporter.progress({
      phase: phase === 'working' && status.bytes_done === 0 ? 'scanning' : phase,
      percent: isKnown && phase === 'working' ? Math.min(100, Math.round(status.percent_done * 1_000) / 10) : null,
      bytes_done: status.bytes_done,
      bytes_total: isKnown ? status.total_bytes : null,
      files_done: status.files_done,
      files_total: status.total_files > 0 ? status.total_files : null,
      bytes_per_second: speedometer.read(shop.clock.nowMs(), status.bytes_done),
      seconds_left: status.seconds_remaining ?? null,
      current_file: status.current_files?.[0]?.slice(0, 4_000) ?? null,
    })
  }
}
