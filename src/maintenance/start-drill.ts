import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { getRecoveryPoint } from '../recovery-points/get-recovery-point.ts'
import { startRun } from '../runs/start-run.ts'
import { loadServer } from '../servers/load-server.ts'
import { drillTask } from '../tasks.ts'
import { findOpenDrill } from './drill-queries.ts'
import { startImageDrill } from './image-drills/start-image-drill.ts'

/** Starts a drill of a recovery point, of an image on a throw-away server, or resolves with the one of its server that is under way. Throws recovery_point_gone. */
export const startDrill = async (ctx: Context, input: { recovery_point_id: string }): Promise<{ run_id: string }> => {
  const { method, server_id, recovery_point_id } = await named(ctx, input)
  if (method !== 'files') return startImageDrill(ctx, { server_id, recovery_point_id })
  return inTransaction(ctx, async (ctx) => {
    const point = await getRecoveryPoint(ctx, input)
    const server = await loadServer(ctx, { server_id: point.server_id, lock: true })
    requireRole(ctx.caller, server.organization_id, 'manager')
    if (point.state !== 'available') throw new AppError('recovery_point_gone')
    const open = await findOpenDrill(ctx.db, server.id)
    if (open !== undefined) return { run_id: open.id }
    const run = await startRun(ctx, {
      kind: 'drill',
      organization_id: server.organization_id,
      server: { id: server.id, name: server.name },
    })
    await recordChange(ctx, {
      action: 'drill.started',
      organization_id: server.organization_id,
      target: { id: run.id, name: server.name },
      after: { recovery_point_id: point.id, taken_at: point.taken_at },
    })
    await ctx.jobs.enqueue(ctx.db, drillTask, { recovery_point_id: point.id, run_id: run.id })
    return { run_id: run.id }
  })
}

const named = async (ctx: Context, { recovery_point_id }: { recovery_point_id: string }) => {
  const { method, server_id } = await getRecoveryPoint(ctx, { recovery_point_id })
  return { method, server_id, recovery_point_id }
}
