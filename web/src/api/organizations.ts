import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { ListedOrganization, Organization } from './types.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

const one = (id: string) => `/api/organizations/${encodeURIComponent(id)}`

export function useOrganizations(q: string, enabled = true) {
  return useList<ListedOrganization>(keys.organizations(q), '/api/organizations', { query: { q }, enabled })
}

/** The organization that is no customer, from the list that the navigation counts; undefined while that does not show it. */
export function useHouseId(): string | undefined {
  return useOrganizations('').rows?.find((organization) => organization.house)?.id
}

/** One organization; with null nobody is asked. */
export function useOrganization(id: string | null) {
  return useQuery({
    queryKey: keys.organization(id ?? ''),
    queryFn: ({ signal }) => request<Organization>(one(id ?? ''), { signal }),
    enabled: id !== null,
  })
}

export function useCreateOrganization() {
  return useCreate<{ name: string }, Organization>('/api/organizations', [['organization']])
}

export function useRenameOrganization(id: string) {
  return useChange(
    (name: string) => request<Organization>(one(id), { method: 'PATCH', body: { name } }),
    [['organization'], keys.me, ['audit_event']],
  )
}

export function useDeleteOrganization(id: string) {
  const client = useQueryClient()
  return useChange(async () => {
    await request<void>(one(id), { method: 'DELETE' })
    // The page of what is gone must not be asked for again.
    client.removeQueries({ queryKey: keys.organization(id) })
  }, [['organization', 'list'], keys.me])
}
