import { keys } from './keys.ts'
import { request } from './request.ts'
import type { ApiKey, NewApiKey, NewApiKeyInput } from './types.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

/** The keys of one organization, or with null every key the asker may see. */
export function useApiKeys(organizationId: string | null) {
  return useList<ApiKey>(keys.apiKeys(organizationId), '/api/api-keys', {
    query: { organization_id: organizationId ?? undefined },
  })
}

export function useCreateApiKey() {
  return useCreate<NewApiKeyInput, NewApiKey>('/api/api-keys', [['api_key']])
}

export function useRevokeApiKey() {
  return useChange(
    (key: ApiKey) => request<void>(`/api/api-keys/${encodeURIComponent(key.id)}`, { method: 'DELETE' }),
    [['api_key']],
  )
}
