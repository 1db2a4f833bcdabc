import { type Context, scopeOf } from '../context.ts'
import { findNewestImages } from './queries.ts'

export type NewestImage = { id: string; taken_at: string }

/** Of each server the newest image of these kinds that was taken until then and is good, its time not over; servers that have none are left out. */
export const newestImages = async (
  ctx: Context,
  input: { server_ids: readonly string[]; methods: readonly ('native' | 'snapshot')[]; until: string },
): Promise<Map<string, NewestImage>> => {
  if (input.methods.length === 0) return new Map()
  const rows = await findNewestImages(ctx.db, scopeOf(ctx.caller), { ...input, now: ctx.clock.now() })
  return new Map(rows.map(({ server_id, ...image }) => [server_id, image]))
}
