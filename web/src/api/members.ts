import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Member, Role } from './types.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

const all = (organizationId: string) => `/api/organizations/${encodeURIComponent(organizationId)}/members`
const one = (member: { organization_id: string; id: string }) =>
  `${all(member.organization_id)}/${encodeURIComponent(member.id)}`

/** The members of an organization; with null nobody is asked. */
export function useMembers(organizationId: string | null) {
  return useList<Member>(keys.members(organizationId ?? ''), all(organizationId ?? ''), {
    enabled: organizationId !== null,
  })
}

export function useChangeRole() {
  return useChange(
    ({ member, role }: { member: Member; role: Role }) =>
      request<Member>(one(member), { method: 'PATCH', body: { role } }),
    [['member'], keys.me],
  )
}

export function useRemoveMember() {
  return useChange(
    (member: { organization_id: string; id: string }) => request<void>(one(member), { method: 'DELETE' }),
    [['member'], ['organization'], keys.me],
  )
}

export function useMakePasswordReset() {
  return useChange(
    ({ member, remove_two_factor }: { member: Member; remove_two_factor: boolean }) =>
      request<{ url: string; expires_at: string }>(`${one(member)}/password-reset`, {
        method: 'POST',
        body: { remove_two_factor },
      }),
    [['member']],
  )
}
