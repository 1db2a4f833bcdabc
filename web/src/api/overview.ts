import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../src/insights/overview/schema.ts'
import { now } from '../lib/clock.ts'
import { nextMidnight } from '../lib/next-midnight.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

// Its sums are made anew every minute, without a word to open pages.
const lookAgainMs = 60_000

/** How the fleet stands, for operators. */
export function useOverview() {
  return useQuery({
    queryKey: keys.overview,
    queryFn: ({ signal }) =>
      request<Overview>('/api/overview', { query: { due_until: nextMidnight(now()).toISOString() }, signal }),
    refetchInterval: lookAgainMs,
    placeholderData: keepPreviousData,
  })
}
