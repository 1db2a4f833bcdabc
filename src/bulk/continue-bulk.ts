import type { Context } from '../context.ts'
import { callerNow } from '../identity/caller-now.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import { bulkTask } from '../tasks.ts'
import { doBulkItem } from './do-bulk-item.ts'
import { type BulkCounts, countBulkItems, findBulkWork, listNextItems, updateWaitingToCancelled } from './queries.ts'
import { BulkWork } from './schema.ts'

const chunk = 40
const atOnce = 4

/** A run that nobody took up by then is one for a machine that is away. */
const begunMs = 120_000

/**
 * How many runs of one bulk run are under way at once, where it follows them to their end: agents, providers and our own gateway have
 * others to serve. A toggle ends with its own call, which waits for the account's rate limit by itself.
 */
const paces = {
  toggle: null,
  back_up: { each_account: 25, in_all: 50 },
  restore: { each_account: 5, in_all: 25 },
} as const

/**
 * The next servers of bulk work; puts itself in the queue again while there are more, or while runs are under way that it follows.
 * A server's part is begun once, also after a crash.
 */
export const continueBulk = async (
  ctx: Context,
  input: { run_id: string; turn: number; idle: number },
): Promise<void> => {
  const run = await beginRun(ctx, input)
  // Cancelled before a worker came to it.
  if (run === null) {
    await updateWaitingToCancelled(ctx.db, input.run_id)
    return
  }
  const work = BulkWork.parse((await findBulkWork(ctx.db, run.id))?.work)
  const limits = paces[work.kind]
  const now = ctx.clock.now()
  const pace = limits === null ? null : { ...limits, begun_since: isoPlusMs(now, -begunMs) }
  const items = await listNextItems(ctx.db, run.id, { now, limit: chunk, pace })
  for (let from = 0; from < items.length; from += atOnce) {
    // Anew each time: rights end, and servers change hands, while a long run is under way.
    const requester = await callerNow(ctx, run.requested_by)
    const next = items.slice(from, from + atOnce)
    await allEnded(next.map((item) => doBulkItem(ctx, { run_id: run.id, work, requester, item })))
    if (!(await tell(ctx, run.id, pace !== null))) return end(ctx, run.id, true)
  }
  if (items.length === 0 && !(await tell(ctx, run.id, pace !== null))) return end(ctx, run.id, true)
  const counts = await countBulkItems(ctx.db, run.id)
  if (counts.waiting === 0 && (pace === null || counts.accepted === 0)) return end(ctx, run.id, false)
  const idle = items.length > 0 ? 0 : input.idle + 1
  await ctx.jobs.enqueue(
    ctx.db,
    bulkTask,
    { run_id: run.id, turn: input.turn + 1, idle },
    idle === 0 ? {} : { start_after: isoPlusMs(ctx.clock.now(), lookAgainMs(idle)) },
  )
}

/** Unlike Promise.all, it leaves nothing running behind a job that has failed and is tried again. */
const allEnded = async (works: readonly Promise<void>[]): Promise<void> => {
  for (const result of await Promise.allSettled(works)) if (result.status === 'rejected') throw result.reason
}

/** Soon at first, since much of this is quick; then twice a minute. */
const lookAgainMs = (idle: number) => Math.min(30_000, 2_500 * 2 ** Math.min(idle, 10))

/** Resolves with whether to go on. */
const tell = async (ctx: Context, run_id: string, follows: boolean): Promise<boolean> => {
  const counts = await countBulkItems(ctx.db, run_id)
  const { go_on } = await recordProgress(ctx, { run_id, progress: progressOf(counts, follows) })
  return go_on
}

const progressOf = (counts: BulkCounts, follows: boolean) => {
  const total = Object.values(counts).reduce((sum, items) => sum + items, 0)
  const open = follows ? counts.accepted : 0
  const finished = total - counts.waiting - open
  const percent = total === 0 ? 100 : Math.floor((100 * finished) / total)
  const note = `${finished} of ${total} ${total === 1 ? 'server' : 'servers'}${open === 0 ? '' : `, ${open} under way`}`
  return { kind: 'exact' as const, percent, note }
}

/** What was begun goes on when the bulk run is cancelled: each can be cancelled by itself. */
const end = async (ctx: Context, run_id: string, cancelled: boolean): Promise<void> => {
  if (cancelled) await updateWaitingToCancelled(ctx.db, run_id)
  const counts = await countBulkItems(ctx.db, run_id)
  const { refused, failed, done, accepted } = counts
  const outcome = cancelled
    ? 'cancelled'
    : refused + failed === 0
      ? 'succeeded'
      : done + accepted === 0
        ? 'failed'
        : 'warning'
  const error =
    refused + failed === 0 || cancelled
      ? null
      : failed === 0
        ? { code: 'some_refused', message: refusedWords(refused) }
        : { code: 'some_failed', message: failedWords(failed, refused) }
  await finishRun(ctx, { run_id, outcome, stats: { ...counts }, error })
}

const refusedWords = (refused: number) =>
  refused === 1
    ? '1 server was refused; the log names it with the reason.'
    : `${refused} servers were refused; the log names each with its reason.`

const failedWords = (failed: number, refused: number) =>
  `${failed === 1 ? '1 server did not succeed; its row says why.' : `${failed} servers did not succeed; their rows say why.`}${refused === 0 ? '' : ` ${refusedWords(refused)}`}`
