import type { InvitationRow } from './invitation-queries.ts'
import type { Invitation } from './schema.ts'

/** An invitation as callers see it: without its secret, with a status that follows from its times. */
export const describeInvitation = (row: Omit<InvitationRow, 'token_hash'>, now: string): Invitation => ({
  id: row.id,
  organization_id: row.organization_id,
  email: row.email,
  role: row.role,
  status: statusOf(row, now),
  invited_by: row.invited_by,
  created_at: row.created_at,
  expires_at: row.expires_at,
})

const statusOf = (
  row: Pick<InvitationRow, 'accepted_at' | 'revoked_at' | 'expires_at'>,
  now: string,
): Invitation['status'] => {
  if (row.accepted_at !== null) return 'accepted'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= now ? 'expired' : 'pending'
}
