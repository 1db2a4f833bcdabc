import type { Finish } from '../agent-protocol/messages.ts'
import { readCommand } from '../agents/read-command.ts'
import { type Context, inTransaction } from '../context.ts'
import { finishRun, type RunEnd } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import { readRun } from '../runs/read-run.ts'
import type { RunStats } from '../runs/schema.ts'

const loggedAtMost = 200

/** An agent reported the end of a restore: the run says what was written and what was not. Safe to run twice. */
export const restoreEnded = async (ctx: Context, input: { run_id: string }): Promise<void> => {
  const run = await readRun(ctx, input)
  const command = await readCommand(ctx, input)
  if (run === null || run.state === 'finished' || command === null || command.result === null) return
  const { result } = command
  await inTransaction(ctx, async (ctx) => {
    for (const { path, reason } of result.skipped.slice(0, loggedAtMost))
      await logRun(ctx, { run_id: input.run_id, level: 'warning', message: `Not restored: ${path}: ${reason}` })
    await finishRun(ctx, { run_id: input.run_id, ...endOf(result) })
  })
}

const endOf = (result: Finish): Omit<RunEnd, 'run_id'> => {
  const { restored, skipped_count, seconds } = result
  // One that was stopped counted nothing at its end, although it may have written: no figure is not a zero.
  const counted: RunStats =
    restored === null ? {} : { files: restored.files, bytes: restored.bytes, same_already: restored.skipped }
  const skipped: RunStats = restored === null && skipped_count === 0 ? {} : { skipped: skipped_count }
  const stats = { ...counted, ...skipped, seconds }
  if (result.outcome !== 'succeeded' || skipped_count === 0)
    return { outcome: result.outcome, stats, error: result.error }
  const message = `${skipped_count} ${skipped_count === 1 ? 'file' : 'files'} could not be written. The log names them; restore them again to another folder.`
  return { outcome: 'warning', stats, error: { code: 'files_skipped', message } }
}
