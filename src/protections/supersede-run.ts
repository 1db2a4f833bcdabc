import type { Context } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import type { ProtectionRow } from './queries.ts'

/** Ends the run of a wish that another one takes the place of; one that has ended stays as it is. */
export const supersedeRun = async (ctx: Context, before: ProtectionRow | undefined): Promise<void> => {
  // What settled has ended its run.
  if (before?.run_id == null || (before.phase === 'idle' && before.attempt === null)) return
  const message = 'Something else was asked for before this had come to its end; the newer run goes on from there.'
  await finishRun(ctx, { run_id: before.run_id, outcome: 'cancelled', error: { code: 'superseded', message } })
}
