import type { Context } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { systemWait, type Wait } from '../lib/wait.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import type { Stores } from '../storage/stores.ts'
import { examineObject } from './examine-object.ts'
import type { ObjectRow } from './journal-queries.ts'
import { logUnknownObjects } from './log-unknown-objects.ts'
import { listToScrub, recordScrub } from './object-queries.ts'
import { findRepositoryAcrossOrganizations, recordScrubbed } from './queries.ts'
import { storeOf } from './store-of.ts'

export type Damaged = Pick<ObjectRow, 'type' | 'name'> & { damage: 'missing' | 'changed' }
/** Told of what a scrub found, so that the snapshots and files it touches can be named. */
export type OnDamage = (ctx: Context, found: { repository_id: string; objects: readonly Damaged[] }) => Promise<void>

export type ScrubOptions = {
  stores: Stores
  /** How much is read at most; the rest is next time's. Default: all. */
  budget_bytes?: number
  /** So that backups and restores are not slowed down. */
  bytes_per_second?: number
  onDamage?: OnDamage
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
  if (outcome.damaged.length > 0) await options.onDamage?.(ctx, { repository_id, objects: outcome.damaged })
  await finishRun(ctx, {
    run_id,
    outcome: outcome.damaged.length > 0 ? 'failed' : 'succeeded',
    stats: { ...outcome.stats, unknown_objects: unknown },
    ...(outcome.damaged.length > 0 ? { error: damageError(outcome.damaged.length) } : {}),
  })
}

const damageError = (count: number) => ({
  code: 'objects_damaged',
  message: `${count} stored ${count === 1 ? 'object is' : 'objects are'} missing or changed. Check the disk; a new backup brings back what its server still has.`,
})

type Work = { repository_id: string; run_id: string; since: string; total: number }

const examineAll = async (ctx: Context, work: Work, options: ScrubOptions, signal: AbortSignal | undefined) => {
  const { repository_id, run_id, since, total } = work
  const { budget_bytes = Number.POSITIVE_INFINITY, bytes_per_second = defaultRate, wait = systemWait, stores } = options
  const store = await storeOf(ctx, { stores, repository_id })
  const damaged: Damaged[] = []
  let [bytes, objects, healed] = [0, 0, 0]
  const end = (stopped: boolean) => ({ stopped, damaged, stats: { bytes, objects, damaged: damaged.length, healed } })
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
        damaged.push({ type: row.type, name: row.name, damage })
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
