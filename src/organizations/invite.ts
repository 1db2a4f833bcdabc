import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator, requireRole } from '../context.ts'
import { holdRights } from '../identity/hold-rights.ts'
import { personBehind } from '../identity/person-behind.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { publicUrl } from '../lib/public-url.ts'
import { hashToken } from '../lib/secrets.ts'
import { enqueueEmail } from '../notifications/enqueue-email.ts'
import { describeInvitation } from './describe-invitation.ts'
import { insertInvitation, revokePending } from './invitation-queries.ts'
import { findOrganization, isEmailIn } from './queries.ts'
import type { CreatedInvitation, Invitation } from './schema.ts'

export type InviteInput = { organization_id: string | null; email: string; role: Invitation['role'] }

const validDays = 7

/**
 * Invites somebody into an organization, or without one to become operator. The link is in this reply, and in an e-mail where
 * a mail server is configured. An earlier pending invitation of the same person stops working. Throws already_member.
 */
export const invite = (ctx: Context, input: InviteInput): Promise<CreatedInvitation> =>
  inTransaction(ctx, async (before) => {
    const ctx = { ...before, caller: await holdRights(before) }
    const into = await mayInviteInto(ctx, input)
    if (await isEmailIn(ctx.db, input.organization_id, input.email)) throw new AppError('already_member')
    const token = ctx.ids.secret()
    const created_at = ctx.clock.now()
    const row = {
      id: ctx.ids.make('inv'),
      organization_id: input.organization_id,
      email: input.email,
      role: input.role,
      invited_by: ctx.caller.name,
      invited_by_id: await personBehind(ctx),
      expires_at: isoPlusMs(created_at, validDays * dayMs),
      created_at,
    }
    await revokePending(ctx.db, input.organization_id, { email: input.email }, created_at)
    await insertInvitation(ctx.db, { ...row, token_hash: hashToken(token) })
    await recordChange(ctx, {
      action: 'invitation.created',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.email },
      after: { role: row.role, expires_at: row.expires_at },
    })
    const url = `${publicUrl(ctx.config)}/invitation#token=${token}`
    const emailed = ctx.config.smtp_url !== null
    if (emailed) await enqueueEmail(ctx, invitationEmail(row.email, ctx.caller.name, into, url))
    return { ...describeInvitation({ ...row, accepted_at: null, revoked_at: null }, created_at), url, emailed }
  })

/** What the invitation is into, in words; throws when the caller may not invite there. */
const mayInviteInto = async (ctx: Context, input: InviteInput): Promise<string> => {
  if (input.organization_id === null) {
    requireOperator(ctx.caller)
    return 'run this Backstay installation as an operator'
  }
  requireRole(ctx.caller, input.organization_id, 'owner')
  const organization = await findOrganization(ctx.db, 'all', input.organization_id)
  if (organization === undefined) throw notFound()
  return `join ${organization.name} on Backstay as ${input.role}`
}

const invitationEmail = (to: string, from: string, into: string, url: string) => ({
  to,
  subject: `${from} invites you to Backstay`,
  text: `${from} invites you to ${into}.\n\nOpen this link within ${validDays} days; it works once:\n${url}\n\nIf you expected no invitation, ignore this message: without the link nothing happens.\n`,
})
