import { type Context, inTransaction } from '../context.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import type { PointToKeep } from '../recovery-points/list-points-to-keep.ts'
import { recordForgotten } from '../recovery-points/record-forgotten.ts'
import { forgetSnapshot } from '../repositories/forget-snapshot.ts'
import { listObjects } from '../repositories/list-objects.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import type { RunError } from '../runs/schema.ts'
import { startRun } from '../runs/start-run.ts'
import type { LoadedServer } from '../servers/load-server.ts'

export type ForgetOrders = {
  server: LoadedServer
  forget: readonly PointToKeep[]
  /** What must be there after it as before. */
  keep: readonly PointToKeep[]
}

/** Moves recovery points to the trash, one after another, as a run; then lists the repository again and compares. */
export const forgetPoints = async (ctx: Context, { server, forget, keep }: ForgetOrders): Promise<void> => {
  const { id: run_id } = await startRun(ctx, {
    kind: 'forget',
    organization_id: server.organization_id,
    server: { id: server.id, name: server.name },
    state: 'running',
  })
  await logRun(ctx, { run_id, message: `Backups kept: ${keep.length}. Let go: ${forget.length}.` })
  let forgotten = 0
  for (const point of forget) forgotten += await forgetOne(ctx, server, run_id, point)
  const error = await findDifference(ctx, forget, keep)
  await finishRun(ctx, {
    run_id,
    outcome: error === null ? 'succeeded' : 'failed',
    stats: {
      kept: keep.length,
      forgotten,
      forgotten_ids: forget
        .slice(0, 100)
        .map(({ id }) => id)
        .join(' '),
    },
    error,
  })
}

const forgetOne = async (ctx: Context, server: LoadedServer, run_id: string, point: PointToKeep): Promise<number> => {
  const { repository_id } = point
  if (repository_id === null) return 0
  return inTransaction(ctx, async (ctx) => {
    const trashed = await forgetSnapshot(ctx, { repository_id, snapshot: point.ref })
    const purge_after = trashed?.purge_after ?? null
    const { organization_id } = server
    const [done] = await recordForgotten(ctx, { organization_id, ids: [point.id], purge_after })
    // Another job was quicker.
    if (done === undefined) return 0
    const until =
      purge_after === null
        ? 'It was not in the repository any more.'
        : `It can be had back until ${utcMinute(purge_after)}.`
    await logRun(ctx, {
      run_id,
      message: `No rule keeps the backup of ${point.source} from ${utcMinute(point.taken_at)} (${point.ref.slice(0, 8)}). ${until}`,
    })
    return 1
  })
}

/** What is listed counts, not that every step reported success. */
const findDifference = async (
  ctx: Context,
  forget: readonly PointToKeep[],
  keep: readonly PointToKeep[],
): Promise<RunError | null> => {
  const listed = new Set<string>()
  for (const repository_id of new Set([...forget, ...keep].flatMap((point) => point.repository_id ?? [])))
    for await (const page of listObjects(ctx, { repository_id, type: 'snapshots' }))
      for (const { name } of page) listed.add(name)
  const missing = keep.filter((point) => !listed.has(point.ref))
  const still = forget.filter((point) => listed.has(point.ref))
  if (missing.length + still.length === 0) return null
  return {
    code: 'listing_differs',
    message: `After it, ${missing.length} backups that are kept are not listed, and ${still.length} that were let go still are. Check the repository before anything else.`,
  }
}
