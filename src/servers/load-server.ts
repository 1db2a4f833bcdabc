import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findServer, lockServer, type ServerRow } from './queries.ts'

/** All columns, with the names that go with them. */
export type LoadedServer = ServerRow

/**
 * A server of the caller's with all its columns, for verbs; `getServer` is what callers see. With `lock`, inside a
 * transaction, its row is held until the end. Throws not_found for all others.
 */
export const loadServer = async (ctx: Context, input: { server_id: string; lock?: boolean }): Promise<ServerRow> => {
  const find = input.lock === true ? lockServer : findServer
  const row = await find(ctx.db, scopeOf(ctx.caller), input.server_id)
  if (row === undefined) throw notFound()
  return row
}
