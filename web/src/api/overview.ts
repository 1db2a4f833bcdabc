import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../src/insights/overview/schema.ts'
import { now } from '../lib/clock.ts'
import { nextMidnight } from '../lib/next-midnight.ts'
import { ApiError } from './api-error.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

// Its sums are made anew every minute, without a word to open pages.
const lookAgainMs = 60_000

/** How the fleet stands, for operators. */
export function useOverview() {
  return useQuery({
    queryKey: keys.overview,
    queryFn: ({ signal }) => {
      const ask = (due_until?: string) => request<Overview>('/api/overview', { query: { due_until }, signal })
      return ask(nextMidnight(now()).toISOString()).catch((error) => {
        // By a clock that is days ahead, midnight is beyond what is known; all else is.
        if (error instanceof ApiError && error.status === 400) return ask()
        throw error
      })
    },
    refetchInterval: lookAgainMs,
    placeholderData: keepPreviousData,
  })
}
