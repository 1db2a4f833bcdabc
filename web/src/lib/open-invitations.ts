import type { Invitation } from '../api/types.ts'

/**
 * The invitations that still ask for something: pending ones, and expired ones that nothing newer replaced.
 * The list is newest first, as the server gives it.
 */
export function openInvitations(invitations: readonly Invitation[]): Invitation[] {
  const settled = new Set<string>()
  return invitations.filter((invitation) => {
    const newest = !settled.has(invitation.email)
    settled.add(invitation.email)
    return invitation.status === 'pending' || (invitation.status === 'expired' && newest)
  })
}
