import { type Context, scopeOf } from '../context.ts'
import { AppError, invalidField, notFound } from '../lib/errors.ts'
import { type ChosenServer as Chosen, listChosen } from './queries.ts'
import type { ServerFilter } from './schema.ts'
import { timesOf } from './times-of.ts'

/** With what decides about it in bulk. */
export type ChosenServer = Chosen
export type Choice = { server_ids?: readonly string[] | undefined; filter?: ServerFilter | undefined }

const mostServers = 10_000

/**
 * The servers that bulk work is for, where the caller is at least manager. Throws not_found when one of the ids is none of
 * them, and invalid_request when nothing or too much is meant.
 */
export const chooseServers = async (ctx: Context, { server_ids, filter }: Choice): Promise<Chosen[]> => {
  if ((server_ids === undefined) === (filter === undefined))
    throw invalidField('server_ids', 'Send either server_ids or filter.')
  const ids = server_ids === undefined ? undefined : [...new Set(server_ids)]
  const wanted = { ...filter, ids, ...timesOf(ctx) }
  const servers = await listChosen(ctx.db, scopeOf(ctx.caller, 'manager'), wanted, mostServers + 1)
  if (ids !== undefined && servers.length < ids.length) throw notFound()
  if (servers.length === 0) throw new AppError('invalid_request', { message: 'No server matches. Widen the filter.' })
  if (servers.length > mostServers)
    throw new AppError('invalid_request', {
      message: `More than ${mostServers} servers match. Narrow the filter, and do it in several parts.`,
    })
  return servers
}
