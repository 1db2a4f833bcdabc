import { expect, test } from 'vitest'
import type { Invitation, InvitationStatus } from '../api/types.ts'
import { openInvitations } from './open-invitations.ts'

const invitation = (email: string, status: InvitationStatus): Invitation => ({
  id: `inv_${email}_${status}`,
  organization_id: 'org_1',
  email,
  role: 'viewer',
  status,
  invited_by: 'Mira',
  created_at: '2026-11-01T00:00:00Z',
  expires_at: '2026-11-08T00:00:00Z',
})
const shown = (list: Invitation[]) => openInvitations(list).map((one) => `${one.email} ${one.status}`)

test('pending and expired ones are open, the others are settled', () => {
  expect(
    shown([
      invitation('a', 'pending'),
      invitation('b', 'expired'),
      invitation('c', 'accepted'),
      invitation('d', 'revoked'),
    ]),
  ).toEqual(['a pending', 'b expired'])
})

test('an expired one that was followed by another says nothing new', () => {
  expect(shown([invitation('a', 'accepted'), invitation('a', 'expired')])).toEqual([])
  expect(shown([invitation('a', 'revoked'), invitation('a', 'expired')])).toEqual([])
  expect(shown([invitation('a', 'pending'), invitation('a', 'expired')])).toEqual(['a pending'])
  expect(shown([invitation('a', 'expired'), invitation('a', 'expired')])).toEqual(['a expired'])
})
