import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { hourMs, isoPlusMs } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { startBackup } from '../protections/start-backup.ts'
import { getRepository } from '../repositories/get-repository.ts'
import type { Repository } from '../repositories/schema.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { listRuns } from '../runs/list-runs.ts'
import { mendRepository } from './mend-repository.ts'
import { type PruneRepositoryOrders, pruneRepository } from './prune-repository.ts'
import { isBackupDueBefore } from './queries.ts'
import { type CheckResult, runCheck } from './run-check.ts'
import { settleCheck } from './settle-check.ts'
import { underMaintenance } from './under-maintenance.ts'

/** No maintenance begins so shortly before a backup. */
export const quietBeforeBackupMs = hourMs

export type MaintenanceOptions = {
  read_bytes?: number
  max_repack_bytes?: number
  renew_every_ms?: number
}

const defaults = { read_bytes: 256 * 1024 * 1024, max_repack_bytes: 2 * 1024 * 1024 * 1024 }

/**
 * Checks a repository and, only when that passed, prunes it, as two runs under one lease each. `run_id` is the check's. What stands in the
 * way (a backup that is due, somebody who writes) puts it off to another hour.
 */
export const maintainRepository = async (
  ctx: Context,
  input: { repository_id: string; run_id: string },
  job?: Pick<RunningJob, 'signal'>,
  options: MaintenanceOptions = {},
): Promise<void> => {
  const { repository_id, run_id } = input
  const run = await beginRun(ctx, { run_id })
  const repository = await getRepository(ctx, { repository_id })
  const { read_bytes = defaults.read_bytes, max_repack_bytes = defaults.max_repack_bytes } = options
  const prune = { repository, check_run_id: run_id, max_repack_bytes }
  if (run === null) return goOnPruning(ctx, prune, { ...renewal(options), ...job })
  if (await isBackupDueBefore(ctx.db, repository.server_id, isoPlusMs(ctx.clock.now(), quietBeforeBackupMs))) {
    await putOff(ctx, run_id, 'A backup is due within the hour.')
    return
  }
  const lease = { repository_id, run_id, signal: job?.signal, ...renewal(options) }
  let mended = false
  const check = async (access: RepositoryAccess, signal: AbortSignal) => {
    mended = await mendRepository(ctx, { repository, run_id, access, signal })
    return runCheck(ctx, { run_id, access, read_bytes, signal })
  }
  const end = await underMaintenance(ctx, lease, check)
  if (end.ended === 'busy') await putOff(ctx, run_id, 'A backup or other work on the repository is under way.')
  if (end.ended === 'lost') await finishRun(ctx, { run_id, outcome: 'failed', error: leaseLost })
  if (end.ended === 'cancelled') await finishRun(ctx, { run_id, outcome: 'cancelled' })
  if (mended) await backUpAnew(ctx, repository)
  if (end.ended !== 'done') return
  if (await endCheck(ctx, repository, run_id, end.value))
    await pruneRepository(ctx, prune, { ...renewal(options), ...job })
}

/** The worker was lost after the check, in the middle of the prune: that begins anew. */
const goOnPruning = async (
  ctx: Context,
  prune: PruneRepositoryOrders,
  job: Parameters<typeof pruneRepository>[2],
): Promise<void> => {
  const { data } = await listRuns(ctx, { parent_run_id: prune.check_run_id, kind: 'prune', state: 'running', limit: 1 })
  for (const { id } of data) await pruneRepository(ctx, { ...prune, run_id: id }, job)
}

const renewal = ({ renew_every_ms }: MaintenanceOptions) => (renew_every_ms === undefined ? {} : { renew_every_ms })

/** What was lost comes back from the server, as far as that still has it. */
const backUpAnew = async (ctx: Context, { server_id }: Repository): Promise<void> => {
  try {
    await startBackup(ctx, { server_id })
  } catch (error) {
    // Switched off, paused, without an agent: the operators' task says what is wrong.
    if (!(error instanceof AppError)) throw error
  }
}

const leaseLost = {
  code: 'lease_lost',
  message: 'The repository was taken back before this had ended. Nothing was lost; it is tried again within a day.',
}

const putOff = (ctx: Context, run_id: string, why: string) =>
  finishRun(ctx, {
    run_id,
    outcome: 'expired',
    error: { code: 'put_off', message: `${why} It is tried again in an hour.` },
  })

/** Resolves with whether the repository may be pruned. */
const endCheck = (ctx: Context, repository: Repository, run_id: string, result: CheckResult): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const { outcome, errors, message } = await settleCheck(ctx, { repository, result })
    const failed = { code: 'check_failed', message: `The check found ${errors} errors. ${message ?? ''}`.trim() }
    const unclear = {
      code: 'check_ended_early',
      message: `The check could not be made: ${message ?? 'no reason given'}`,
    }
    await finishRun(ctx, {
      run_id,
      outcome: outcome === 'passed' ? 'succeeded' : 'failed',
      stats: { errors },
      error: outcome === 'passed' ? null : outcome === 'failed' ? failed : unclear,
    })
    return outcome === 'passed'
  })
