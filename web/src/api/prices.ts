import { useQuery } from '@tanstack/react-query'
import { keys } from './keys.ts'
import type { ChangePricesInput, PriceTable } from './price-types.ts'
import { request } from './request.ts'
import type { List } from './types.ts'
import { useChange } from './use-change.ts'

const one = (provider: string) => `/api/provider-prices/${encodeURIComponent(provider)}`
const changed = [keys.providerPrices, ['audit_event']] as const

/** What each provider charges. For operators. */
export function usePrices() {
  return useQuery({
    queryKey: keys.providerPrices,
    queryFn: async ({ signal }) => (await request<List<PriceTable>>('/api/provider-prices', { signal })).data,
  })
}

export function useChangePrices() {
  return useChange(
    ({ provider, ...input }: ChangePricesInput & { provider: string }) =>
      request<PriceTable>(one(provider), { method: 'PUT', body: input }),
    changed,
  )
}

/** Takes an entered table away; what the provider tells comes back. */
export function useRemovePrices() {
  return useChange((provider: string) => request<void>(one(provider), { method: 'DELETE' }), changed)
}
