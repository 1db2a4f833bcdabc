import type { Caller, Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { findApiKey, holdRightsOfApiKey } from './api-key-queries.ts'
import { holdRightsOfUser, holdSession, type Rights } from './queries.ts'

/**
 * The caller with the rights of this moment, which nobody takes away before the transaction ends. For verbs whose work outlives
 * the caller's rights, such as API keys and invitations: who is asking was settled before the body came, and a slow sender can
 * stretch that. Throws unauthenticated when session or key have ended since.
 */
export const holdRights = async (ctx: Context): Promise<Caller> => {
  const { kind, id, session_id } = ctx.caller
  if (kind === 'system' || kind === 'anonymous' || id === null) return ctx.caller
  const rights = await (kind === 'user' ? rightsOfPerson(ctx, id, session_id) : rightsOfKey(ctx, id))
  if (rights === undefined) throw new AppError('unauthenticated')
  return { ...ctx.caller, ...rights }
}

const rightsOfPerson = async (ctx: Context, id: string, sessionId: string | null): Promise<Rights | undefined> => {
  const rights = await holdRightsOfUser(ctx.db, id)
  return sessionId !== null && (await holdSession(ctx.db, sessionId)) ? rights : undefined
}

const rightsOfKey = async (ctx: Context, id: string): Promise<Rights | undefined> => {
  const key = await findApiKey(ctx.db, 'all', id)
  // Its maker first: taking the maker's rights away ends all of the maker's keys, those of this transaction included.
  if (key?.created_by) await holdRightsOfUser(ctx.db, key.created_by)
  return holdRightsOfApiKey(ctx.db, id)
}
