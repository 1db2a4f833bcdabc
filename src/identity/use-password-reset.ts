import { hashPassword } from 'better-auth/crypto'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { deleteSessions, findUser, forgetTrustedBrowsers, takeLink, updatePassword } from './queries.ts'
import type { UsePasswordResetInput } from './schema.ts'

/** Sets a new password for whoever holds the link and ends all of that person's sessions. Two-factor stays as it is. */
export const usePasswordReset = (ctx: Context, input: UsePasswordResetInput): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    const link = await takeLink(ctx.db, 'password_reset', hashToken(input.token), now)
    const user = link?.user_id ? await findUser(ctx.db, link.user_id) : undefined
    if (user === undefined) throw new AppError('link_expired')
    await updatePassword(ctx.db, user.id, await hashPassword(input.password), now)
    await deleteSessions(ctx.db, user.id)
    await forgetTrustedBrowsers(ctx.db, user.id)
    const actor = { ...ctx, caller: { ...ctx.caller, kind: 'user' as const, id: user.id, name: user.name } }
    const target = { id: user.id, name: user.name }
    await recordChange(actor, { action: 'user.password_reset', organization_id: null, target, user_id: user.id })
  })
