import { type Context, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findAgent } from './queries.ts'
import type { Agent } from './schema.ts'
import { toAgent } from './to-agent.ts'

/** One agent of the caller's organizations; throws not_found for all others. */
export const getAgent = async (ctx: Context, input: { agent_id: string }): Promise<Agent> => {
  const row = await findAgent(ctx.db, scopeOf(ctx.caller), input.agent_id)
  if (row === undefined) throw notFound()
  return toAgent(ctx, row)
}
