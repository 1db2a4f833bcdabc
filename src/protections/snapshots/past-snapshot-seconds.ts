import type { Context } from '../../context.ts'
import type { PastSeconds } from '../../runs/schema.ts'
import { sumUpPast } from '../../runs/sum-up-past.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { listPastSnapshots, listPastSnapshotsOfLike } from './snapshot-queries.ts'

const enough = 2

/**
 * How long snapshots took before, in seconds: of this server, else of servers of its size at the same provider. Null where there was
 * none.
 */
export const pastSnapshotSeconds = async (
  ctx: Context,
  { id, provider, size }: Pick<LoadedServer, 'id' | 'provider' | 'size'>,
): Promise<PastSeconds | null> => {
  const own = await listPastSnapshots(ctx.db, id)
  if (own.length >= enough) return sumUpPast(own, { server: true })
  return sumUpPast(await listPastSnapshotsOfLike(ctx.db, { provider, size }), { server: false })
}
