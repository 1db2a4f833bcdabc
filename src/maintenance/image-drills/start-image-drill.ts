import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { throwawayPrefix } from '../../providers/require-throwaway.ts'
import { startRun } from '../../runs/start-run.ts'
import { accountOf } from '../../servers/account-of.ts'
import { loadServer } from '../../servers/load-server.ts'
import { imageDrillTask } from '../../tasks.ts'
import { findOpenDrill } from '../drill-queries.ts'
import { planImageDrill } from './plan-image-drill.ts'
import { insertThrowaway, updateImageDrills } from './queries.ts'

const everyMs = 7 * dayMs

/**
 * Starts a drill of a server's image, by default the newest good one, or resolves with the one that is under way. That the server is
 * to be made is written down here, under a name that is the run's own. Throws what `planImageDrill` throws.
 */
export const startImageDrill = async (
  ctx: Context,
  input: { server_id: string; recovery_point_id?: string | undefined },
): Promise<{ run_id: string }> => {
  const { server, point, region, size, cost } = await planImageDrill(ctx, input)
  return inTransaction(ctx, async (ctx) => {
    await loadServer(ctx, { server_id: server.id, lock: true })
    const open = await findOpenDrill(ctx.db, server.id)
    if (open !== undefined) return { run_id: open.id }
    const { organization_id, name } = server
    const run = await startRun(ctx, { kind: 'drill', organization_id, server: { id: server.id, name } })
    const now = ctx.clock.now()
    await insertThrowaway(ctx.db, {
      run_id: run.id,
      server_id: server.id,
      recovery_point_id: point.id,
      provider_account_id: accountOf(server),
      name: `${throwawayPrefix}${run.id.slice('run_'.length)}`,
      point_ref: point.ref,
      region,
      size,
      cost_minor: cost.amount_minor,
      currency: cost.currency,
      health_port: server.health_port,
      health_ping: server.health_ping,
      touched_at: now,
      created_at: now,
    })
    await updateImageDrills(ctx.db, server.id, { next_at: isoPlusMs(now, everyMs), refused: null })
    await recordChange(ctx, {
      action: 'drill.started',
      organization_id,
      target: { id: run.id, name },
      after: { recovery_point_id: point.id, taken_at: point.taken_at, size, region, cost },
    })
    await ctx.jobs.enqueue(ctx.db, imageDrillTask, { run_id: run.id })
    return { run_id: run.id }
  })
}
