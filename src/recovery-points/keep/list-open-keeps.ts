import type { Context } from '../../context.ts'
import { countRuns } from '../../runs/count-runs.ts'
import { listRuns } from '../../runs/list-runs.ts'

/** Backups of a server that are being turned into snapshots: the run of each, and whose it is. */
export const listOpenKeeps = async (
  ctx: Context,
  { server_id }: { server_id: string },
): Promise<{ run_id: string; recovery_point_id: string }[]> => {
  const found: { run_id: string; recovery_point_id: string }[] = []
  const open = (['queued', 'running'] as const).map((state) => ({ server_id, kind: 'copy' as const, state }))
  const counts = await countRuns(ctx, open)
  // Mostly there are none. One that is queued may begin before it is listed, so both are listed, in the order of a run's life.
  if (counts.every((count) => count === 0)) return []
  for (const filter of open) {
    const { data } = await listRuns(ctx, { ...filter, limit: 200 })
    for (const { id, stats } of data)
      if (typeof stats.recovery_point_id === 'string')
        found.push({ run_id: id, recovery_point_id: stats.recovery_point_id })
  }
  return found
}
