import { useQuery } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Run, RunFilters, RunLogLine } from './run-types.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

const one = (id: string) => `/api/runs/${encodeURIComponent(id)}`

// Live updates tell of every step; this is for the minute in which they are lost.
const lookAgainMs = 10_000

/** Runs, newest first. */
export function useRuns(filters: RunFilters, options: { enabled?: boolean; limit?: number } = {}) {
  return useList<Run>(keys.runs(filters), '/api/runs', { query: filters, ...options })
}

/** One run, followed until it is finished; with null nothing is asked. */
export function useRun(id: string | null) {
  return useQuery({
    queryKey: keys.run(id ?? ''),
    queryFn: ({ signal }) => request<Run>(one(id ?? ''), { signal }),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data?.state === 'finished' || query.state.error ? false : lookAgainMs),
  })
}

/** The lines of a run's log, oldest first. */
export function useRunLog(id: string, options: { enabled?: boolean; limit?: number } = {}) {
  return useList<RunLogLine>(keys.runLog(id), `${one(id)}/log`, options)
}

export function useCancelRun() {
  return useChange((id: string) => request<Run>(`${one(id)}/cancel`, { method: 'POST', body: {} }), [['run']])
}
