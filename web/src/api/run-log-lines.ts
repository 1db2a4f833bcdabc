import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { RunLogHit, RunLogHitPage } from '../../../src/runs/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { RunFilters, RunLogLine } from './run-types.ts'
import type { ListState } from './use-list.ts'

export type LineFilters = Pick<
  RunFilters,
  'organization_id' | 'server_id' | 'provider_account_id' | 'kind' | 'since' | 'until'
> & { q: string; level?: RunLogLine['level'] }

export type LinesFound = ListState<RunLogHit> & {
  /** Runs made since then have been looked through; null: all of them; undefined: not known yet. */
  searched_since: string | null | undefined
}

const pageLines = 50
// The API looks through some thousand runs at a time: so often it is asked before somebody is.
const asksAtOnce = 20

/** Lines with some words in the logs of all runs; each further page is more of them or further back. */
export function useRunLogLines(filters: LineFilters, enabled: boolean): LinesFound {
  const lines = useInfiniteQuery({
    queryKey: keys.runLogLines(filters),
    enabled,
    staleTime: 60_000,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<RunLogHitPage> => {
      const data: RunLogHit[] = []
      let cursor = pageParam
      for (let asked = 1; ; asked += 1) {
        const query = { ...filters, cursor, limit: pageLines - data.length }
        const page = await request<RunLogHitPage>('/api/run-log-lines', { query, signal })
        data.push(...page.data)
        if (page.next_cursor === null || data.length >= pageLines || asked === asksAtOnce) return { ...page, data }
        cursor = page.next_cursor
      }
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  const { fetchNextPage, refetch } = lines
  return {
    rows: useMemo(() => lines.data?.pages.flatMap((page) => page.data), [lines.data]),
    searched_since: lines.data?.pages.at(-1)?.searched_since,
    error: lines.error,
    refreshing: lines.isRefetching,
    hasMore: lines.hasNextPage,
    loadingMore: lines.isFetchingNextPage,
    onMore: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    onRetry: useCallback(() => void refetch(), [refetch]),
  }
}
