import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { listNamed, type ServerRow } from './queries.ts'

/** These servers of the caller's, with all their columns, in the order they are named. Throws not_found when one of the ids is none of them. */
export const listNamedServers = async (
  ctx: Context,
  input: { server_ids: readonly string[] },
): Promise<ServerRow[]> => {
  const ids = [...new Set(input.server_ids)]
  const rows = new Map((await listNamed(ctx.db, scopeOf(ctx.caller), ids)).map((row) => [row.id, row]))
  if (rows.size < ids.length) throw notFound()
  return ids.flatMap((id) => rows.get(id) ?? [])
}
