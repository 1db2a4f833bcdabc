import { type Context, inTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { closeOperatorTasks } from '../../operator-tasks/close-operator-tasks.ts'
import { type LoadedRecoveryPoint, loadRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { finishRun } from '../../runs/finish-run.ts'
import { recordDrill } from '../record-drill.ts'
import { type ThrowawayRow, updateThrowaway } from './queries.ts'
import type { JudgedImage } from './schema.ts'

/** Nothing of it is left at the provider: what was found is filed as evidence, or just told where nothing was tried. */
export const endImageDrill = (ctx: Context, row: ThrowawayRow, judged: JudgedImage): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    const { run_id, name, region, size } = row
    await updateThrowaway(ctx.db, run_id, { gone_at: now, judged: JSON.stringify(judged) })
    await closeOperatorTasks(ctx, { kinds: ['throwaway_left'], server_id: row.server_id })
    const { verdict, error, health, seconds } = judged
    const stats = { method: 'image', seconds }
    const point = await loadRecoveryPoint(ctx, row).catch(ignoreNotFound)
    if (verdict === 'cancelled' || verdict === 'not_tried' || point === null) {
      await finishRun(ctx, { run_id, outcome: verdict === 'cancelled' ? 'cancelled' : 'failed', stats, error })
      return
    }
    const cost_at_most = { amount_minor: row.cost_minor, currency: row.currency }
    await recordDrill(ctx, {
      run_id,
      point,
      judged: { passed: verdict === 'passed', error },
      files: 0,
      bytes: 0,
      stats,
      evidence: {
        restored: 'server',
        problems: [],
        compared: [],
        restic_exit: null,
        seconds,
        server: { name, region, size, cost_at_most, health, destroyed_at: now },
      },
    })
  })

const ignoreNotFound = (error: unknown): LoadedRecoveryPoint | null => {
  if (error instanceof AppError && error.code === 'not_found') return null
  throw error
}
