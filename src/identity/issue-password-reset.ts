import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { notFound } from '../lib/errors.ts'
import { publicUrl } from '../lib/public-url.ts'
import { hashToken } from '../lib/secrets.ts'
import { holdRights } from './hold-rights.ts'
import { personBehind } from './person-behind.ts'
import { deleteUnusedLinks, findUser, insertLink, removeTwoFactor } from './queries.ts'
import type { PasswordResetLink } from './schema.ts'

/**
 * A one-time link, good for a day, to hand to somebody who lost the password. Earlier unused ones stop working. With
 * `remove_two_factor` the second factor is off from now on: for somebody who lost that, too.
 */
export const issuePasswordReset = (
  ctx: Context,
  input: { user_id: string; organization_id?: string; remove_two_factor: boolean },
): Promise<PasswordResetLink> =>
  inTransaction(ctx, async (before) => {
    const ctx = { ...before, caller: await holdRights(before) }
    requireOperator(ctx.caller)
    const user = await findUser(ctx.db, input.user_id)
    if (user === undefined) throw notFound()
    const target = { id: user.id, name: user.name }
    const organization_id = input.organization_id ?? null
    if (input.remove_two_factor && user.two_factor_enabled) {
      await removeTwoFactor(ctx.db, user.id, ctx.clock.now())
      await recordChange(ctx, { action: 'user.second_factor_removed', organization_id, target, user_id: user.id })
    }
    const token = ctx.ids.secret()
    const created_at = ctx.clock.now()
    const expires_at = isoPlusMs(created_at, dayMs)
    await deleteUnusedLinks(ctx.db, user.id)
    await insertLink(ctx.db, {
      id: ctx.ids.make('lnk'),
      purpose: 'password_reset',
      user_id: user.id,
      issued_by_id: await personBehind(ctx),
      token_hash: hashToken(token),
      expires_at,
      created_at,
    })
    await recordChange(ctx, {
      action: 'user.password_reset_issued',
      organization_id,
      target,
      after: { expires_at },
    })
    return { url: `${publicUrl(ctx.config)}/reset-password#token=${token}`, expires_at }
  })
