import { type Context, inTransaction } from '../context.ts'
import { dayMs, hourMs, isoPlusMs } from '../lib/clock.ts'
import { recordUsage } from '../repositories/record-usage.ts'
import { finishRun } from '../runs/finish-run.ts'
import { startRun } from '../runs/start-run.ts'
import { maintainRepositoryTask } from '../tasks.ts'
import { quietBeforeBackupMs } from './maintain-repository.ts'
import { listDueRepositoriesAcrossOrganizations, listLostRunsAcrossOrganizations } from './queries.ts'

const checkEveryMs = 7 * dayMs
/** After a check that failed, somebody may have mended it. */
const lookAgainMs = dayMs
const lostAfterMs = 12 * hourMs
/** What lets backups go takes minutes, and the tries of its job follow within a quarter of an hour. */
const forgetLostAfterMs = hourMs
// A week has 168 hours: enough for 100,000 repositories.
const mostAtOnce = 1_000

/**
 * Hourly: ends runs whose worker was lost for good, keeps what repositories hold as the record of the day, and starts the checks
 * that are due, away from backups.
 */
export const startDueMaintenance = async (ctx: Context): Promise<void> => {
  await endLostRuns(ctx)
  await recordUsage(ctx)
  const now = ctx.clock.now()
  const due = await listDueRepositoriesAcrossOrganizations(ctx.db, {
    now,
    quiet_until: isoPlusMs(now, quietBeforeBackupMs),
    checked_before: isoPlusMs(now, -checkEveryMs),
    failed_before: isoPlusMs(now, -lookAgainMs),
    limit: mostAtOnce,
  })
  for (const { id: repository_id, server_id, server_name, organization_id } of due)
    await inTransaction(ctx, async (ctx) => {
      const run = await startRun(ctx, { kind: 'check', organization_id, server: { id: server_id, name: server_name } })
      await ctx.jobs.enqueue(ctx.db, maintainRepositoryTask, { repository_id, run_id: run.id })
    })
}

const endLostRuns = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  const before = {
    running: isoPlusMs(now, -lostAfterMs),
    queued: isoPlusMs(now, -3 * dayMs),
    forgetting: isoPlusMs(now, -forgetLostAfterMs),
  }
  const lost = await listLostRunsAcrossOrganizations(ctx.db, before, mostAtOnce)
  for (const { id: run_id } of lost)
    await finishRun(ctx, {
      run_id,
      outcome: 'failed',
      error: { code: 'worker_lost', message: 'The process that did this was lost. It is tried again when it is due.' },
    })
}
