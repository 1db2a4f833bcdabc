import { recordChange } from '../audit/record-change.ts'
import { type Context, hasRole, inTransaction, organizationRoles, type Role, requireRole } from '../context.ts'
import { endInvitationsBeyondRights } from '../identity/end-invitations-beyond-rights.ts'
import { endKeysAbove } from '../identity/end-keys-above.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { countOwners, findMember, lockOrganization, updateMemberRole } from './queries.ts'
import type { Member, MemberParams } from './schema.ts'

/** Gives a member another role; API keys and open invitations that the member made and that reach above it end. Throws last_owner. */
export const changeMemberRole = (ctx: Context, input: MemberParams & { role: Role }): Promise<Member> =>
  inTransaction(ctx, async (ctx) => {
    requireRole(ctx.caller, input.organization_id, 'owner')
    await lockOrganization(ctx.db, input.organization_id)
    const member = await findMember(ctx.db, input.organization_id, input.member_id)
    if (member === undefined) throw notFound()
    if (member.role === input.role) return member
    if (member.role === 'owner' && (await countOwners(ctx.db, input.organization_id)) === 1)
      throw new AppError('last_owner')
    await updateMemberRole(ctx.db, input.organization_id, member.id, input.role)
    const allowed = organizationRoles.filter((role) => hasRole(input.role, role))
    const ended = await endKeysAbove(ctx, { user_id: member.user_id, organization_id: input.organization_id, allowed })
    const invitations_revoked = await endInvitationsBeyondRights(ctx, { user_id: member.user_id })
    await recordChange(ctx, {
      action: 'member.role_changed',
      organization_id: input.organization_id,
      target: { id: member.id, name: member.name },
      before: { role: member.role, api_keys_ended: ended, invitations_revoked },
      after: { role: input.role },
    })
    return { ...member, role: input.role }
  })
