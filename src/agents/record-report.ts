import { leaseSeconds, type Report, type ReportReply } from '../agent-protocol/messages.ts'
import { type Context, inTransaction } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { renewCredential } from '../repositories/renew-credential.ts'
import { logRun } from '../runs/log-run.ts'
import { readRun } from '../runs/read-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import { renewLease, updateCommand } from './command-queries.ts'
import { loseCommand } from './lose-command.ts'
import { credentialSeconds } from './take-commands.ts'
import { toRunProgress } from './to-run-progress.ts'

/**
 * How far an agent is; renews its lease. Safe to repeat. Answers `stop` once the run was cancelled, or is no longer its own: then
 * nothing of the report is kept.
 */
export const recordReport = async (
  ctx: Context,
  input: Report & { agent_id: string; run_id: string },
): Promise<ReportReply> => {
  const heard = await inTransaction(ctx, (ctx) => keep(ctx, input))
  if (heard !== 'locked_out') return { stop: heard === 'stop' }
  // The repository was closed to it, by maintenance or by a silence that was too long: the run waits for another try.
  await loseCommand(ctx, { run_id: input.run_id, attempt: input.attempt })
  return { stop: true }
}

const keep = async (
  ctx: Context,
  input: Report & { agent_id: string; run_id: string },
): Promise<'go_on' | 'stop' | 'locked_out'> => {
  const { run_id, agent_id, attempt } = input
  const now = ctx.clock.now()
  const lease = { until: isoPlusMs(now, leaseSeconds * 1_000), now }
  const command = await renewLease(ctx.db, { run_id, agent_id, attempt }, lease)
  if (command === undefined || command.credential_id === null) return 'stop'
  const { credential_id } = command
  if (!(await renewCredential(ctx, { credential_id, ttl_seconds: credentialSeconds }))) return 'locked_out'
  if (input.seq > command.report_seq) {
    await updateCommand(ctx.db, run_id, { report_seq: input.seq })
    for (const { level, message } of input.log) await logRun(ctx, { run_id, level, message })
    if (input.progress !== null)
      return goesOn(
        (await recordProgress(ctx, { run_id, progress: toRunProgress(input.progress, command.kind) })).go_on,
      )
  }
  const run = await readRun(ctx, { run_id })
  return goesOn(run !== null && run.state !== 'finished' && run.cancel_requested_at === null)
}

const goesOn = (yes: boolean) => (yes ? 'go_on' : 'stop')
