import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { closeOperatorTasks } from '../operator-tasks/close-operator-tasks.ts'
import { raiseOperatorTask } from '../operator-tasks/raise-operator-task.ts'
import { refreshServerFacts } from '../protections/facts/refresh-server-facts.ts'
import type { LoadedRecoveryPoint } from '../recovery-points/load-recovery-point.ts'
import { recordProof } from '../recovery-points/record-proof.ts'
import { finishRun } from '../runs/finish-run.ts'
import type { RunStats } from '../runs/schema.ts'
import { loadServer } from '../servers/load-server.ts'
import { insertDrill } from './drill-queries.ts'
import type { JudgedDrill } from './judge-drill.ts'
import type { DrillEvidence } from './schema.ts'

export type DrillResult = {
  run_id: string
  point: LoadedRecoveryPoint
  judged: JudgedDrill
  files: number
  bytes: number
  evidence: DrillEvidence
  /** Beside the figures. */
  stats?: RunStats
}

export const drillFailedTask = 'drill_failed'

/** Keeps what a drill found, and tells an operator when it did not prove what it should. The first end counts. */
export const recordDrill = (ctx: Context, { run_id, point, judged, files, bytes, evidence, stats }: DrillResult) =>
  inTransaction(ctx, async (ctx) => {
    const outcome = judged.passed ? 'succeeded' : 'failed'
    const isFirst = await finishRun(ctx, { run_id, outcome, stats: stats ?? { files, bytes }, error: judged.error })
    if (!isFirst) return
    const server = await loadServer(ctx, { server_id: point.server_id })
    const now = ctx.clock.now()
    const id = ctx.ids.make('drl')
    await insertDrill(ctx.db, {
      id,
      run_id,
      server_id: server.id,
      recovery_point_id: point.id,
      passed: judged.passed,
      files,
      bytes,
      evidence: JSON.stringify(evidence),
      finished_at: now,
    })
    if (judged.passed) await recordProof(ctx, { recovery_point_id: point.id, at: now })
    await recordChange(ctx, {
      action: judged.passed ? 'drill.passed' : 'drill.failed',
      organization_id: server.organization_id,
      target: { id, name: server.name },
      after: { recovery_point_id: point.id, taken_at: point.taken_at, files, bytes, problem: judged.error?.message },
    })
    if (judged.passed) await closeOperatorTasks(ctx, { kinds: [drillFailedTask], server_id: server.id })
    else
      await raiseOperatorTask(ctx, {
        kind: drillFailedTask,
        organization_id: server.organization_id,
        server_id: server.id,
        title: `A drill of ${server.name} failed`,
        detail: `${judged.error?.message ?? ''} The backup of ${utcMinute(point.taken_at)} may not be restorable: look at the run, then take a new backup and start another drill.`,
      })
    await refreshServerFacts(ctx, { server_id: server.id })
  })
