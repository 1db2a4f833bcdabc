import { useQuery } from '@tanstack/react-query'
import type { ChangeRateInput, ExchangeRate, ExchangeRateParams } from '../../../src/provider-accounts/rates/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'
import { useChange } from './use-change.ts'

const one = ({ from_currency, to_currency }: ExchangeRateParams) =>
  `/api/exchange-rates/${encodeURIComponent(from_currency)}/${encodeURIComponent(to_currency)}`
const changed = [keys.exchangeRates, ['protection'], keys.overview, ['analytics'], ['audit_event']] as const

/** What currencies are worth in others, as operators entered it. */
export function useRates() {
  return useQuery({
    queryKey: keys.exchangeRates,
    queryFn: async ({ signal }) => (await request<List<ExchangeRate>>('/api/exchange-rates', { signal })).data,
  })
}

export function useChangeRate() {
  return useChange(
    ({ from_currency, to_currency, ...input }: ChangeRateInput & ExchangeRateParams) =>
      request<ExchangeRate>(one({ from_currency, to_currency }), { method: 'PUT', body: input }),
    changed,
  )
}

export function useRemoveRate() {
  return useChange((rate: ExchangeRateParams) => request<void>(one(rate), { method: 'DELETE' }), changed)
}
