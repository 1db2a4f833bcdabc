import { useQuery } from '@tanstack/react-query'
import { keys } from './keys.ts'
import type { ProviderSummary } from './provider-types.ts'
import { request } from './request.ts'
import type { List } from './types.ts'

/** What each provider can do. It changes with the version of Backstay only, so once is enough. */
export function useProviders() {
  return useQuery({
    queryKey: keys.providers,
    queryFn: async ({ signal }) => (await request<List<ProviderSummary>>('/api/providers', { signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
