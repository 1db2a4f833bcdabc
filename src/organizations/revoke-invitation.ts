import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator, requireRole } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findInvitation, revokePending } from './invitation-queries.ts'

/** Makes a pending invitation's link stop working. One that is over stays as it is. */
export const revokeInvitation = (
  ctx: Context,
  input: { organization_id: string | null; invitation_id: string },
): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    if (input.organization_id === null) requireOperator(ctx.caller)
    else requireRole(ctx.caller, input.organization_id, 'owner')
    const invitation = await findInvitation(ctx.db, input.organization_id, input.invitation_id)
    if (invitation === undefined) throw notFound()
    const revoked = await revokePending(ctx.db, input.organization_id, { id: invitation.id }, ctx.clock.now())
    if (revoked === 0) return
    await recordChange(ctx, {
      action: 'invitation.revoked',
      organization_id: invitation.organization_id,
      target: { id: invitation.id, name: invitation.email },
      before: { role: invitation.role },
    })
  })
