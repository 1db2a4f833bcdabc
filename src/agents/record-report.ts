import { leaseSeconds, type Report, type ReportReply } from '../agent-protocol/messages.ts'
import { type Context, inTransaction } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { renewCredential } from '../repositories/renew-credential.ts'
import { logRun } from '../runs/log-run.ts'
import { readRun } from '../runs/read-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import { renewLease, updateCommand } from './command-queries.ts'
import { credentialSeconds } from './take-commands.ts'
import { toRunProgress } from './to-run-progress.ts'

/**
 * How far an agent is; renews its lease. Safe to repeat. Answers `stop` once the run was cancelled, or is no longer its own: then
 * nothing of the report is kept.
 */
export const recordReport = (
  ctx: Context,
  input: Report & { agent_id: string; run_id: string },
): Promise<ReportReply> =>
  inTransaction(ctx, async (ctx) => {
    const { run_id, agent_id, attempt } = input
    const now = ctx.clock.now()
    const lease = { until: isoPlusMs(now, leaseSeconds * 1_000), now }
    const command = await renewLease(ctx.db, { run_id, agent_id, attempt }, lease)
    if (command === undefined || command.credential_id === null) return { stop: true }
    const { credential_id } = command
    if (!(await renewCredential(ctx, { credential_id, ttl_seconds: credentialSeconds }))) {
      await logRun(ctx, {
        run_id,
        level: 'warning',
        message: 'The repository no longer takes this run; the agent was told to stop.',
      })
      return { stop: true }
    }
    if (input.seq > command.report_seq) {
      await updateCommand(ctx.db, run_id, { report_seq: input.seq })
      for (const { level, message } of input.log) await logRun(ctx, { run_id, level, message })
      if (input.progress !== null) {
        const progress = toRunProgress(input.progress, command.kind)
        return { stop: !(await recordProgress(ctx, { run_id, progress })).go_on }
      }
    }
    const run = await readRun(ctx, { run_id })
    return { stop: run === null || run.state === 'finished' || run.cancel_requested_at !== null }
  })
