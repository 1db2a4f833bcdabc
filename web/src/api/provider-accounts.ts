import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from './keys.ts'
import type {
  ChangeProviderAccountInput,
  ConnectProviderAccountInput,
  ProviderAccount,
} from './provider-account-types.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

const one = (id: string) => `/api/provider-accounts/${encodeURIComponent(id)}`
const changed = [['provider_account'], ['audit_event']] as const

export function useProviderAccounts(filters: { organization_id?: string } = {}, enabled = true) {
  return useList<ProviderAccount>(keys.providerAccounts(filters), '/api/provider-accounts', {
    query: filters,
    enabled,
  })
}

export function useProviderAccount(id: string) {
  return useQuery({
    queryKey: keys.providerAccount(id),
    queryFn: ({ signal }) => request<ProviderAccount>(one(id), { signal }),
  })
}

export function useConnectProviderAccount() {
  return useCreate<ConnectProviderAccountInput, ProviderAccount>('/api/provider-accounts', changed)
}

export function useChangeProviderAccount() {
  return useChange(
    ({ id, ...input }: ChangeProviderAccountInput & { id: string }) =>
      request<ProviderAccount>(one(id), { method: 'PATCH', body: input }),
    changed,
  )
}

/** Asks the provider again whether the credentials are good. */
export function useCheckProviderAccount() {
  return useChange((id: string) => request<ProviderAccount>(`${one(id)}/check`, { method: 'POST', body: {} }), changed)
}

/** Starts a sync; the run it answers with is followed. */
export function useSyncProviderAccount() {
  return useChange(
    (id: string) => request<{ run_id: string }>(`${one(id)}/sync`, { method: 'POST', body: {} }),
    [...changed, ['run']],
  )
}

export function useRemoveProviderAccount() {
  const client = useQueryClient()
  return useChange(
    async (id: string) => {
      await request<void>(one(id), { method: 'DELETE' })
      // The page of what is gone must not be asked for again.
      client.removeQueries({ queryKey: keys.providerAccount(id) })
    },
    [['provider_account', 'list'], ['server'], ['audit_event']],
  )
}
