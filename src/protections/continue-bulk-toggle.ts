import { type Caller, type Context, inTransaction, noOrigin } from '../context.ts'
import { callerNow } from '../identity/caller-now.ts'
import { AppError } from '../lib/errors.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import type { Run } from '../runs/schema.ts'
import { bulkToggleTask } from '../tasks.ts'
import { type BulkCounts, countBulkItems, listWaitingItems, updateBulkItem, type WaitingItem } from './queries.ts'
import { toggleBackups } from './toggle-backups.ts'

const chunk = 40
const atOnce = 4

/** The next servers of a bulk toggle; puts itself in the queue again while there are more. A server is done once, also after a crash. */
export const continueBulkToggle = async (ctx: Context, input: { run_id: string; turn: number }): Promise<void> => {
  const run = await beginRun(ctx, input)
  if (run === null) return
  const items = await listWaitingItems(ctx.db, run.id, chunk)
  for (let from = 0; from < items.length; from += atOnce) {
    // Anew each time: rights end, and servers change hands, while a long run is under way.
    const requester = await callerNow(ctx, run.requested_by)
    await Promise.all(items.slice(from, from + atOnce).map((item) => toggleOne(ctx, run, requester, item)))
    const counts = await countBulkItems(ctx.db, run.id)
    const { go_on } = await recordProgress(ctx, { run_id: run.id, progress: progressOf(counts) })
    if (!go_on) return end(ctx, run.id, counts, true)
  }
  const counts = await countBulkItems(ctx.db, run.id)
  if (counts.waiting === 0) return end(ctx, run.id, counts, false)
  await ctx.jobs.enqueue(ctx.db, bulkToggleTask, { run_id: run.id, turn: input.turn + 1 })
}

const toggleOne = async (ctx: Context, run: Run, requester: Caller, item: WaitingItem): Promise<void> => {
  const asRequester = { ...ctx, caller: requester, origin: noOrigin }
  const key = { run_id: run.id, server_id: item.server_id }
  try {
    const result = await toggleBackups(asRequester, {
      server_id: item.server_id,
      enable: item.enable,
      parent_run_id: run.id,
    })
    const state = result.run_id === undefined ? 'done' : 'accepted'
    await updateBulkItem(ctx.db, key, { state, code: null, message: result.message })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await inTransaction(ctx, async (ctx) => {
      await updateBulkItem(ctx.db, key, { state: 'refused', code: error.code, message: error.message })
      await logRun(ctx, {
        run_id: run.id,
        level: 'warning',
        message: `${item.server_name ?? item.server_id}: ${error.message}`,
      })
    })
  }
}

const progressOf = (counts: BulkCounts) => {
  const total = counts.waiting + counts.done + counts.accepted + counts.refused
  const finished = total - counts.waiting
  const percent = total === 0 ? 100 : Math.floor((100 * finished) / total)
  return { kind: 'exact' as const, percent, note: `${finished} of ${total} ${total === 1 ? 'server' : 'servers'}` }
}

const end = async (ctx: Context, run_id: string, counts: BulkCounts, cancelled: boolean): Promise<void> => {
  const outcome = cancelled ? 'cancelled' : counts.refused > 0 ? 'warning' : 'succeeded'
  const error =
    counts.refused === 0 || cancelled ? null : { code: 'some_refused', message: refusedWords(counts.refused) }
  await finishRun(ctx, { run_id, outcome, stats: { ...counts }, error })
}

const refusedWords = (refused: number) =>
  refused === 1
    ? '1 server was refused; the log names it with the reason.'
    : `${refused} servers were refused; the log names each with its reason.`
