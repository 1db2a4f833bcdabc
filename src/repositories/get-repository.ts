import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findRepository } from './queries.ts'
import type { Repository } from './schema.ts'
import { toRepository } from './to-repository.ts'

/** A repository of the caller's organizations; throws not_found for all others. */
export const getRepository = async (ctx: Context, input: { repository_id: string }): Promise<Repository> => {
  const row = await findRepository(ctx.db, scopeOf(ctx.caller), input.repository_id)
  if (row === undefined) throw notFound()
  return toRepository(row, ctx.clock.now())
}
