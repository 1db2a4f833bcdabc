import type { Context } from '../../context.ts'
import type { PastSeconds } from '../../runs/schema.ts'
import { sumUpPast } from '../../runs/sum-up-past.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { listPastTimes } from '../queries.ts'

const enough = 2

/**
 * How long restores of images took before, in seconds: of this server, else of servers of its size at the same provider; a new
 * server has no past of its own. Null where there was none.
 */
export const pastSeconds = async (
  ctx: Context,
  { id: server_id, provider, size }: Pick<LoadedServer, 'id' | 'provider' | 'size'>,
  mode: 'in_place' | 'new_server',
): Promise<PastSeconds | null> => {
  const own = mode === 'new_server' ? [] : await listPastTimes(ctx.db, mode, { server_id })
  if (own.length >= enough) return sumUpPast(own, { server: true })
  return sumUpPast(await listPastTimes(ctx.db, mode, { provider, size }), { server: false })
}
