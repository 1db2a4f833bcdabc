import { recordChanges } from '../audit/record-changes.ts'
import type { Context } from '../context.ts'
import { revokeInvitationsBeyondRights } from './rights-queries.ts'

/**
 * Revokes the pending invitations that somebody made and that reach above what this person may do now, so that nobody who was
 * removed comes back through a link made before. Call it after the change of rights. Resolves with the e-mails invited.
 */
export const endInvitationsBeyondRights = async (ctx: Context, input: { user_id: string }): Promise<string[]> => {
  const rows = await revokeInvitationsBeyondRights(ctx.db, input.user_id, ctx.clock.now())
  const changes = rows.map(({ id, organization_id, email, role }) => ({
    action: 'invitation.revoked' as const,
    organization_id,
    target: { id, name: email },
    before: { role },
  }))
  await recordChanges(ctx, changes)
  return rows.map((row) => row.email)
}
