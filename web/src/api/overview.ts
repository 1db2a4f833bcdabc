import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../src/insights/overview/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

// Its sums are made anew every minute, without a word to open pages.
const lookAgainMs = 60_000

/** How the fleet stands, for operators. */
export function useOverview() {
  return useQuery({
    queryKey: keys.overview,
    queryFn: ({ signal }) => request<Overview>('/api/overview', { signal }),
    refetchInterval: lookAgainMs,
    placeholderData: keepPreviousData,
  })
}
