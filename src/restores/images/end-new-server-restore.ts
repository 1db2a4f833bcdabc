import type { Context } from '../../context.ts'
import { finishRun } from '../../runs/finish-run.ts'

/** The new server runs: its restore has come to its end. */
export const endNewServerRestore = async (ctx: Context, run: { id: string; sent_at: string | null }): Promise<void> => {
  const seconds = run.sent_at === null ? 0 : (ctx.clock.nowMs() - Date.parse(run.sent_at)) / 1_000
  await finishRun(ctx, {
    run_id: run.id,
    outcome: 'succeeded',
    stats: { method: 'image', seconds: Math.round(seconds) },
  })
}
