import { lstat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { BackupOrders, Dump, Finish, MadeSnapshot, SampleFile } from '../agent-protocol/messages.ts'
import { sourceOfDump } from '../agent-protocol/source-of-dump.ts'
import { createSkippedList, type SkippedList } from './concerns.ts'
import { planDump } from './plan-dump.ts'
import { type BackupResult, runBackup } from './run-backup.ts'
import { runHooks } from './run-hooks.ts'
import { takeSample } from './take-sample.ts'
import { accessOf, type Workshop } from './workshop.ts'

type Failure = { code: string; message: string }
type Ledger = {
  readonly skipped: SkippedList
  readonly snapshots: MadeSnapshot[]
  readonly failures: Failure[]
  readonly warnings: Failure[]
  sample: SampleFile[]
}

export type BackupEnd = Pick<
  Finish,
  'outcome' | 'error' | 'snapshots' | 'skipped' | 'skipped_count' | 'sample' | 'restored'
>

const afterMs = 10 * 60_000

/**
 * Does what a backup's orders say. What comes after runs whatever happened before it, since it sets going again what was halted.
 * One part that fails lets the others go on: what can be saved is.
 */
export const backUp = async (shop: Workshop, orders: BackupOrders): Promise<BackupEnd> => {
  const ledger: Ledger = { skipped: createSkippedList(), snapshots: [], failures: [], warnings: [], sample: [] }
  const { scope } = orders
  shop.reporter.progress(emptyProgress('before'))
  const before = await runHooks(shop, scope.before, { event: 'before', signal: shop.signal })
  if (before !== null) ledger.failures.push(before)
  else await takeAll(shop, orders, ledger)
  shop.reporter.progress(emptyProgress('after'))
  const outcome = outcomeOf(shop, ledger)
  // Its own signal: also a cancelled run is tidied up after.
  const after = await runHooks(shop, scope.after, { event: 'after', outcome, signal: AbortSignal.timeout(afterMs) })
  if (after !== null) ledger.warnings.push(after)
  return endOf(shop, ledger)
}

const takeAll = async (shop: Workshop, orders: BackupOrders, ledger: Ledger): Promise<void> => {
  for (const dump of orders.scope.dumps) {
    if (shop.signal.aborted) return
    await takeDump(shop, orders, dump, ledger)
  }
  if (orders.scope.paths.length > 0 && !shop.signal.aborted) await takePaths(shop, orders, ledger)
  if (!orders.safety && ledger.snapshots.length === 0 && ledger.failures.length === 0 && !shop.signal.aborted)
    ledger.failures.push({
      code: 'nothing_to_back_up',
      message: 'The settings of this backup name neither folders nor databases. Add some.',
    })
}

const takeDump = async (shop: Workshop, orders: BackupOrders, dump: Dump, ledger: Ledger): Promise<void> => {
  const source = sourceOfDump(dump)
  shop.reporter.progress(emptyProgress('dumping'))
  const planned = await planDump(shop, dump)
  if ('message' in planned) {
    ledger.failures.push({ code: 'dump_failed', message: planned.message })
    return
  }
  try {
    const result = await runBackup(shop, {
      backup: {
        ...accessOf(shop),
        host: orders.host,
        // A comma would make two tags of one.
        tags: [...orders.tags, source.replaceAll(',', '_')],
        ...limitOf(orders),
        stdin_from_command: planned.command,
        stdin_filename: planned.filename,
      },
      source,
      paths: [`/${planned.filename}`],
      max_cores: orders.scope.max_cores,
      // What fails in a dump is its failure, no item that was left out.
      skipped: createSkippedList(),
    })
    if (result.made !== null) ledger.snapshots.push(result.made)
    if (result.outcome === 'failed')
      ledger.failures.push({
        code: isEmpty(result) ? 'dump_empty' : 'dump_failed',
        message: dumpSentence(source, result),
      })
  } finally {
    await planned.clean()
  }
}

/** restic calls a file without a byte one that it could not read. */
const isEmpty = (result: BackupResult): boolean => result.made?.bytes === 0

const dumpSentence = (source: string, result: BackupResult): string => {
  if (isEmpty(result))
    return `The dump of ${source} was empty, and was thrown away. Run its program by hand on the machine to see why.`
  return `The dump of ${source} failed, and what there was of it was thrown away. ${result.reason} Run its program by hand on the machine to see why.`
}

const takePaths = async (shop: Workshop, orders: BackupOrders, ledger: Ledger): Promise<void> => {
  const { scope } = orders
  const paths = orders.safety ? await presentOf(scope.paths) : scope.paths
  if (paths.length === 0) {
    shop.reporter.log('info', `Nothing is at ${scope.paths.join(', ')} now, so there is nothing to save first.`)
    return
  }
  // Not whole, so it must not take the place of one that is.
  for (const path of scope.paths.filter((one) => !paths.includes(one)))
    ledger.skipped.add({ message_type: 'error', item: path, during: 'archival', error: { message: 'is not there' } })
  const gone = await missingOf(paths)
  if (gone !== null) {
    ledger.failures.push(gone)
    return
  }
  const result = await runBackup(shop, {
    backup: {
      ...accessOf(shop),
      host: orders.host,
      tags: orders.tags,
      ...limitOf(orders),
      paths,
      excludes: [...scope.excludes, shop.folder.path],
      exclude_caches: scope.exclude_caches,
      one_file_system: scope.one_file_system,
    },
    source: 'files',
    paths,
    max_cores: scope.max_cores,
    skipped: ledger.skipped,
  })
  if (result.made !== null) ledger.snapshots.push(result.made)
  if (result.outcome === 'failed') {
    ledger.failures.push({ code: result.storage_full ? 'storage_full' : 'restic_failed', message: result.reason })
    return
  }
  // One that went away meanwhile is in the snapshot in part, or not at all.
  const wentAway = result.outcome === 'warning' ? await missingOf(paths) : null
  if (wentAway !== null) ledger.failures.push(wentAway)
  if (result.concerns.includes('empty'))
    ledger.warnings.push({
      code: 'empty',
      message: 'There is not a single file in this backup. Check its folders and excludes.',
    })
  if (result.made !== null && !shop.signal.aborted)
    ledger.sample = await takeSample(shop, {
      snapshot: result.made.snapshot,
      paths,
      count: orders.sample_files,
    })
}

const limitOf = ({ scope }: BackupOrders) =>
  scope.limit_upload_kib === null ? {} : { limit_upload_kib: scope.limit_upload_kib }

/** Those at whose place there is something. */
const presentOf = async (paths: readonly string[]): Promise<string[]> => {
  const isThere = await Promise.all(
    paths.map((path) =>
      lstat(path).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
      ),
    ),
  )
  return paths.filter((_, at) => isThere[at])
}

/** The first of the folders that is not there: what is missing at its root is no smaller backup but none. */
const missingOf = async (paths: readonly string[]): Promise<Failure | null> => {
  for (const path of paths) {
    if (!isAbsolute(path))
      return {
        code: 'source_missing',
        message: `"${path}" is no absolute path. Correct it in the settings of the backup.`,
      }
    const facts = await lstat(path).catch((error: NodeJS.ErrnoException) => error)
    if (!(facts instanceof Error)) continue
    const why = facts.code === 'ENOENT' ? 'is not there any more' : `cannot be read (${facts.code})`
    return {
      code: 'source_missing',
      message: `${path} ${why}. Bring it back (perhaps it is not mounted), or take it out of the settings of the backup.`,
    }
  }
  return null
}

const outcomeOf = (shop: Workshop, ledger: Ledger): Finish['outcome'] => {
  if (shop.signal.aborted) return 'cancelled'
  if (ledger.failures.length > 0) return 'failed'
  return ledger.warnings.length > 0 || ledger.skipped.count() > 0 ? 'warning' : 'succeeded'
}

const endOf = (shop: Workshop, ledger: Ledger): BackupEnd => {
  const outcome = outcomeOf(shop, ledger)
  for (const { message } of ledger.failures.slice(1)) shop.reporter.log('error', message)
  for (const { message } of ledger.warnings) shop.reporter.log('warning', message)
  const count = ledger.skipped.count()
  const left = count === 0 ? null : { code: 'skipped_items', message: leftOut(count) }
  return {
    outcome,
    error: outcome === 'cancelled' ? null : (ledger.failures[0] ?? ledger.warnings[0] ?? left),
    snapshots: ledger.snapshots,
    skipped: ledger.skipped.list(),
    skipped_count: count,
    sample: ledger.sample,
    restored: null,
  }
}

const leftOut = (count: number) =>
  `${count === 1 ? '1 item' : `${count} items`} could not be read and ${count === 1 ? 'is' : 'are'} missing in this backup. The list says which and why; exclude what need not be saved.`

const emptyProgress = (phase: 'before' | 'dumping' | 'after') => ({
  phase,
  percent: null,
  bytes_done: 0,
  bytes_total: null,
  files_done: 0,
  files_total: null,
  bytes_per_second: null,
  seconds_left: null,
  current_file: null,
})
