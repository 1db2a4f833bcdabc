import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { endInvitationsBeyondRights } from '../identity/end-invitations-beyond-rights.ts'
import { endKeysAbove } from '../identity/end-keys-above.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { countOwners, deleteMember, findMember, lockOrganization } from './queries.ts'
import type { MemberParams } from './schema.ts'

/** Takes somebody out, with the API keys and open invitations that person made here. Members may take themselves out. Throws last_owner. */
export const removeMember = (ctx: Context, input: MemberParams): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    requireRole(ctx.caller, input.organization_id, 'viewer')
    await lockOrganization(ctx.db, input.organization_id)
    const member = await findMember(ctx.db, input.organization_id, input.member_id)
    if (member === undefined) throw notFound()
    if (member.user_id !== ctx.caller.id) requireRole(ctx.caller, input.organization_id, 'owner')
    if (member.role === 'owner' && (await countOwners(ctx.db, input.organization_id)) === 1)
      throw new AppError('last_owner')
    await deleteMember(ctx.db, input.organization_id, member.id)
    const ended = await endKeysAbove(ctx, {
      user_id: member.user_id,
      organization_id: input.organization_id,
      allowed: [],
    })
    const invitations_revoked = await endInvitationsBeyondRights(ctx, { user_id: member.user_id })
    await recordChange(ctx, {
      action: 'member.removed',
      organization_id: input.organization_id,
      target: { id: member.id, name: member.name },
      before: {
        user_id: member.user_id,
        email: member.email,
        role: member.role,
        api_keys_ended: ended,
        invitations_revoked,
      },
    })
  })
