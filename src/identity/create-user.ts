import { hashPassword } from 'better-auth/crypto'
import type { Context } from '../context.ts'
import { insertAccount, insertUser } from './queries.ts'

/**
 * Creates a person who signs in with a password, hashed as better-auth does. Done in our own SQL so that it joins the caller's
 * transaction: no half-made user survives a crash. Hash first with `hashPassword` where a lock is held.
 */
export const createUser = async (
  ctx: Context,
  input: { name: string; email: string; password: string; operator: boolean },
): Promise<{ id: string }> => {
  const id = ctx.ids.make('usr')
  const times = { created_at: ctx.clock.now(), updated_at: ctx.clock.now() }
  const password = await hashPassword(input.password)
  await insertUser(ctx.db, {
    id,
    name: input.name,
    email: input.email,
    email_verified: true,
    operator: input.operator,
    ...times,
  })
  await insertAccount(ctx.db, {
    id: ctx.ids.make('acc'),
    user_id: id,
    account_id: id,
    provider_id: 'credential',
    password,
    ...times,
  })
  return { id }
}
