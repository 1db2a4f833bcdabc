import type { Context } from '../context.ts'
import { revokeCredential } from './queries.ts'

/** Nothing comes in under this credential any more. Safe to repeat. */
export const endCredential = async (ctx: Context, input: { credential_id: string }): Promise<void> => {
  await revokeCredential(ctx.db, input.credential_id, ctx.clock.now())
}
