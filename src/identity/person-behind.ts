import type { Context } from '../context.ts'
import { findApiKey } from './api-key-queries.ts'

/**
 * The id of the person a caller goes back to, also when it is a key of theirs: what they leave behind (keys, invitations, reset
 * links) ends when their rights do. Null for the system itself.
 */
export const personBehind = async (ctx: Context): Promise<string | null> => {
  if (ctx.caller.kind !== 'api_key' || ctx.caller.id === null) return ctx.caller.id
  return (await findApiKey(ctx.db, 'all', ctx.caller.id))?.created_by ?? null
}
