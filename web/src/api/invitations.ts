import { useMutation } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Invitation, InvitationLookup, Me, NewInvitation, Role } from './types.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

const all = (organizationId: string) => `/api/organizations/${encodeURIComponent(organizationId)}/invitations`

export function useInvitations(organizationId: string, enabled = true) {
  return useList<Invitation>(keys.invitations(organizationId), all(organizationId), { enabled })
}

export function useInvite(organizationId: string) {
  return useCreate<{ email: string; role: Role }, NewInvitation>(all(organizationId), [['invitation']])
}

export function useRevokeInvitation() {
  return useChange(
    (invitation: Invitation) => {
      const list = invitation.organization_id === null ? '/api/operator-invitations' : all(invitation.organization_id)
      return request<void>(`${list}/${encodeURIComponent(invitation.id)}`, { method: 'DELETE' })
    },
    [['invitation']],
  )
}

export function useOperatorInvitations(enabled: boolean) {
  return useList<Invitation>(keys.operatorInvitations, '/api/operator-invitations', { enabled })
}

export function useInviteOperator() {
  return useCreate<{ email: string }, NewInvitation>('/api/operator-invitations', [['invitation']])
}

export function lookUpInvitation(token: string, signal?: AbortSignal) {
  return request<InvitationLookup>('/api/invitations/lookup', { method: 'POST', body: { token }, signal })
}

export function useAcceptInvitation() {
  return useMutation({
    meta: { identity: true },
    mutationFn: (input: { token: string; name?: string; password?: string }) =>
      request<Me>('/api/invitations/accept', { method: 'POST', body: input }),
  })
}
