import type { Context } from '../context.ts'
import { findUserByEmail } from './queries.ts'

/** The person who signs in with this e-mail, if any. */
export const findPerson = (ctx: Context, input: { email: string }): Promise<{ id: string; name: string } | undefined> =>
  findUserByEmail(ctx.db, input.email)
