import type { Context } from '../../context.ts'
import type { PastSeconds } from '../../runs/schema.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { listPastSeconds } from '../queries.ts'

const fewest = 2

/**
 * How long restores of images took before, in seconds: of this server, else of servers of its size at the same provider; a new
 * server has no past of its own. Null while
 * there are too few to say anything.
 */
export const pastSeconds = async (
  ctx: Context,
  server: Pick<LoadedServer, 'id' | 'provider' | 'size'>,
  mode: 'in_place' | 'new_server',
): Promise<PastSeconds | null> => {
  const own = mode === 'new_server' ? [] : await listPastSeconds(ctx.db, mode, { server_id: server.id })
  const all =
    own.length >= fewest ? own : await listPastSeconds(ctx.db, mode, { provider: server.provider, size: server.size })
  if (all.length < fewest) return null
  const sorted = [...all].sort((a, b) => a - b)
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0
  return { usual, shortest: sorted[0] ?? usual, longest: sorted.at(-1) ?? usual, count: sorted.length }
}
