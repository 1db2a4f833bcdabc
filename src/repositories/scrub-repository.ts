import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { systemWait, type Wait } from '../lib/wait.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import type { Stores } from '../storage/stores.ts'
import { traceDamageTask } from '../tasks.ts'
import { examineObject } from './examine-object.ts'
import { logUnknownObjects } from './log-unknown-objects.ts'
import { listDamaged, listToScrub, recordScrub } from './object-queries.ts'
import { findRepositoryAcrossOrganizations, recordScrubbed } from './queries.ts'
import { storeOf } from './store-of.ts'

export type ScrubOptions = {
  stores: Stores
  /** How much is read at most; the rest is next time's. Default: all. */
  budget_bytes?: number
  /** So that backups and restores are not slowed down. */
  bytes_per_second?: number
  wait?: Wait
}

const batch = 50
const defaultRate = 100 * 1024 * 1024

/**
 * Hashes a repository's objects again, those longest not looked at first. Goes on where it was when it runs a second time. Damage
 * is marked at the object; the run then failed, although it did its work.
 */
export const scrubRepository = async (
  ctx: Context,
  input: { repository_id: string; run_id: string },
  options: ScrubOptions,
  job?: Pick<RunningJob, 'signal'>,
): Promise<void> => {
  const { repository_id, run_id } = input
  const run = await beginRun(ctx, { run_id })
  const repository = await findRepositoryAcrossOrganizations(ctx.db, repository_id)
  if (run === null || repository === undefined) return
  const since = run.started_at ?? ctx.clock.now()
  const outcome = await examineAll(ctx, { repository_id, run_id, since, total: repository.bytes }, options, job?.signal)
  if (outcome.stopped) {
    await finishRun(ctx, { run_id, outcome: 'cancelled', stats: outcome.stats })
    return
  }
  const unknown = await logUnknownObjects(ctx, { stores: options.stores, repository_id })
  if (unknown > 0)
    await logRun(ctx, {
      run_id,
      message: `${unknown} objects in the store belong to no upload we know. They are left alone.`,
    })
  await recordScrubbed(ctx.db, repository_id, ctx.clock.now())
  // Not only what this pass saw: it may have been cut off and begun again, or not have come to what is known from before.
  const damaged = (await listDamaged(ctx.db, repository_id)).length
  await inTransaction(ctx, async (ctx) => {
    if (damaged > 0) await ctx.jobs.enqueue(ctx.db, traceDamageTask, { repository_id, run_id })
    await finishRun(ctx, {
      run_id,
      outcome: damaged > 0 ? 'failed' : 'succeeded',
      stats: { ...outcome.stats, unknown_objects: unknown },
      ...(damaged > 0 ? { error: damageError(damaged) } : {}),
    })
  })
}

const damageError = (count: number) => ({
  code: 'objects_damaged',
  message: `${count} stored ${count === 1 ? 'object is' : 'objects are'} missing or changed. Check the disk. The backups and files they touch are in the log, and what can be mended is.`,
})

type Work = { repository_id: string; run_id: string; since: string; total: number }

const examineAll = async (ctx: Context, work: Work, options: ScrubOptions, signal: AbortSignal | undefined) => {
  const { repository_id, run_id, since, total } = work
  const { budget_bytes = Number.POSITIVE_INFINITY, bytes_per_second = defaultRate, wait = systemWait, stores } = options
  const store = await storeOf(ctx, { stores, repository_id })
  let [bytes, objects, damaged, healed] = [0, 0, 0, 0]
  const end = (stopped: boolean) => ({ stopped, stats: { bytes, objects, damaged, healed } })
  for (;;) {
    const rows = await listToScrub(ctx.db, repository_id, since, batch)
    for (const row of rows) {
      signal?.throwIfAborted()
      if (bytes >= budget_bytes) return end(false)
      const startedMs = ctx.clock.nowMs()
      const damage = await examineObject({ store, pool: stores.pool, row })
      const recorded = await recordScrub(ctx.db, row, { scrubbed_at: ctx.clock.now(), damage })
      bytes += row.bytes
      objects += 1
      if (recorded !== undefined && damage !== null) {
        damaged += 1
        await logRun(ctx, { run_id, level: 'error', message: `${row.type}/${row.name} is ${damage}.` })
      }
      if (recorded !== undefined && damage === null && row.damage !== null) healed += 1
      const dueMs = (row.bytes / bytes_per_second) * 1_000 - (ctx.clock.nowMs() - startedMs)
      if (dueMs > 1) await wait(dueMs)
    }
    const percent = Math.min(99, (bytes / Math.max(1, total)) * 100)
    const { go_on } = await recordProgress(ctx, { run_id, progress: { kind: 'exact', percent } })
    if (!go_on) return end(true)
    // One more look after the last: a row that changed meanwhile is not recorded, and would come again for ever.
    if (rows.length < batch) return end(false)
  }
}
