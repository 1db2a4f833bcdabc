import { lstat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { RestoreOrders } from '../agent-protocol/messages.ts'
import { exactPattern } from '../restic/args/exact-pattern.ts'
import { restoreArgs } from '../restic/args/restore-args.ts'
import { parseRestoreEvent, type RestoreEvent, type RestoreSummary } from '../restic/events.ts'
import { plainReason } from '../restic/plain-reason.ts'
import { runRestic } from '../restic/run-restic.ts'
import { type Survey, surveySnapshot } from '../restic/survey-snapshot.ts'
import { UnsafeSnapshot } from '../restic/unsafe-snapshot.ts'
import type { BackupEnd } from './back-up.ts'
import { createSkippedList } from './concerns.ts'
import { prepareTarget } from './safe-target.ts'
import { createSpeedometer } from './speedometer.ts'
import { accessOf, environmentOf, stopMs, type Workshop } from './workshop.ts'

const nothing = { snapshots: [], skipped: [], skipped_count: 0, sample: [], restored: null }
const failed = (code: string, message: string): BackupEnd => ({
  ...nothing,
  outcome: 'failed',
  error: { code, message },
})

/** Brings files of a snapshot back: to where they came from, or below another folder. */
export const restoreFiles = async (shop: Workshop, orders: RestoreOrders): Promise<BackupEnd> => {
  const { target, dry_run } = orders
  const why = target === null ? null : await prepareTarget(target, { dry_run, forbidden: shop.folder.path })
  if (why !== null) return failed('target_refused', why)
  const survey = await surveyed(shop, orders)
  if ('failure' in survey) return survey.failure
  const skipped = createSkippedList()
  let summary: RestoreSummary | null = null
  const tell = createTeller(shop, survey)
  const { exit, error_message, stderr_tail } = await runRestic({
    binary: shop.restic,
    args: argsOf(shop, orders),
    environment: environmentOf(shop),
    parse_event: parseRestoreEvent,
    on_event: (event) => {
      if (event.message_type === 'status') tell(event)
      if (event.message_type === 'summary') summary = event
      if (event.message_type === 'error') skipped.add(event)
    },
    on_line: (line) => shop.reporter.log('info', `restic: ${line}`),
    signal: shop.signal,
    grace_ms: stopMs,
  })
  if (target !== null && !dry_run) await removeDevices(shop, survey, target)
  if (shop.signal.aborted) return { ...nothing, outcome: 'cancelled', error: null }
  const reason = `${plainReason(error_message ?? stderr_tail.at(-1) ?? `restic ended as ${exit.code}`)}. ${exit.remedy}`
  return {
    ...endOf(exit.code === 'succeeded', withoutFolders(summary, survey), reason, skipped),
    skipped: skipped.list(),
    skipped_count: skipped.count(),
  }
}

/** Whoever could write to the repository must not be able to harm this machine by it, so what comes is looked at first. */
const surveyed = async (shop: Workshop, orders: RestoreOrders): Promise<Survey | { failure: BackupEnd }> => {
  const { binary, environment, signal } = { binary: shop.restic, environment: environmentOf(shop), signal: shop.signal }
  try {
    return await surveySnapshot(
      { binary, environment, signal, grace_ms: stopMs },
      {
        ...accessOf(shop),
        snapshot_id: orders.snapshot,
        ...(orders.include.length > 0 ? { folders: orders.include, recursive: true } : {}),
      },
    )
  } catch (error) {
    if (shop.signal.aborted) return { failure: { ...nothing, outcome: 'cancelled', error: null } }
    if (error instanceof UnsafeSnapshot) return { failure: failed('unsafe_snapshot', error.message) }
    const reason = error instanceof Error ? error.message : String(error)
    const remedy =
      orders.include.length > 0 ? 'Choose another backup.' : 'Choose another backup, or single folders of this one.'
    return { failure: failed('restic_failed', `${reason} Nothing was written. ${remedy}`) }
  }
}

const argsOf = (shop: Workshop, { snapshot, include, target, overwrite, dry_run, verify }: RestoreOrders): string[] =>
  restoreArgs({
    ...accessOf(shop),
    // Its credential may not write: nothing that is read here is removed while the run lives.
    without_lock: true,
    snapshot_id: snapshot,
    target: target ?? '/',
    includes: include.map(exactPattern),
    overwrite,
    dry_run,
    // There is nothing to read back then.
    verify: verify && !dry_run,
  })

/** restic counts folders among the files that it restored; people do not. */
const withoutFolders = (summary: RestoreSummary | null, { folders }: Survey): RestoreSummary | null =>
  summary === null ? null : { ...summary, files_restored: Math.max(0, summary.files_restored - folders) }

const endOf = (
  isGood: boolean,
  summary: RestoreSummary | null,
  reason: string,
  skipped: ReturnType<typeof createSkippedList>,
): BackupEnd => {
  if (summary === null || (!isGood && skipped.count() === 0)) return failed('restic_failed', reason)
  const restored = { files: summary.files_restored, bytes: summary.bytes_restored, skipped: summary.files_skipped }
  if (isGood && summary.total_files === 0)
    return {
      ...failed('nothing_restored', 'Nothing in the recovery point fits what was chosen. Choose again.'),
      restored,
    }
  if (isGood) return { ...nothing, outcome: 'succeeded', error: null, restored }
  const count = skipped.count()
  const message = `${count === 1 ? '1 item' : `${count} items`} could not be restored or read back. The list says which and why.`
  return {
    ...nothing,
    outcome: summary.files_restored > 0 ? 'warning' : 'failed',
    error: { code: 'skipped_items', message },
    restored,
  }
}

/** A device in a folder of files is a door to the machine's disks for whoever may open it, and nobody's data. */
const removeDevices = async (shop: Workshop, { devices }: Survey, target: string): Promise<void> => {
  let count = 0
  for (const device of devices) {
    const path = join(target, device)
    const facts = await lstat(path).catch(() => null)
    if (!facts?.isBlockDevice() && !facts?.isCharacterDevice()) continue
    await unlink(path)
    count += 1
  }
  if (count > 0) shop.reporter.log('warning', `${count} device files of the recovery point were left out.`)
}

type Status = Extract<RestoreEvent, { message_type: 'status' }>

const createTeller = (shop: Workshop, { folders }: Survey) => {
  const speedometer = createSpeedometer()
  return (status: Status): void => {
    const speed = speedometer.read(shop.clock.nowMs(), status.bytes_restored)
    const left = status.total_bytes - status.bytes_restored - status.bytes_skipped
    shop.reporter.progress({
      phase: 'working',
      percent: status.total_bytes > 0 ? Math.min(100, Math.round(status.percent_done * 1_000) / 10) : null,
      bytes_done: status.bytes_restored,
      bytes_total: status.total_bytes > 0 ? status.total_bytes : null,
      // It comes to folders when all files are there.
      files_done: Math.min(status.files_restored, Math.max(0, status.total_files - folders)),
      files_total: status.total_files > folders ? status.total_files - folders : null,
      bytes_per_second: speed,
      seconds_left: speed !== null && speed > 0 ? Math.round(left / speed) : null,
      current_file: null,
    })
  }
}
