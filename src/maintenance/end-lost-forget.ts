import type { Context } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import { listRuns } from '../runs/list-runs.ts'

/** The worker of the try before was lost; what it let go stays so, and the rest goes under a run of its own. */
export const endLostForget = async (ctx: Context, { server_id }: { server_id: string }): Promise<void> => {
  const { data } = await listRuns(ctx, { server_id, kind: 'forget', state: 'running', limit: 10 })
  const error = { code: 'worker_lost', message: 'The process that did this was lost. It is tried again at once.' }
  for (const { id: run_id } of data) await finishRun(ctx, { run_id, outcome: 'failed', error })
}
