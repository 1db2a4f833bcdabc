import type { Context } from '../context.ts'
import { updateToWhole } from './queries.ts'

/** A check found everything there that any recovery point of the repository needs. Resolves with how many were marked before. */
export const clearDamage = async (ctx: Context, { repository_id }: { repository_id: string }): Promise<number> =>
  (await updateToWhole(ctx.db, repository_id, ctx.clock.now())).length
