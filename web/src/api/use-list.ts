import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { request } from './request.ts'
import type { List } from './types.ts'

export type ListState<Row> = {
  rows: Row[] | undefined
  error: unknown
  refreshing: boolean
  hasMore: boolean
  loadingMore: boolean
  onMore: () => void
  onRetry: () => void
}

/** The first page itself, for lists whose pages say more than their rows. */
type WithPage<Page> = { firstPage: Page | undefined }

type Options = { query?: Record<string, string | undefined>; enabled?: boolean; limit?: number }

/** A list of the API, page after page, as one growing array. Rows that are here stay while newer ones load. */
export function useList<Row, Page extends List<Row> = List<Row>>(
  key: QueryKey,
  path: string,
  { query, enabled, limit }: Options = {},
): ListState<Row> & WithPage<Page> {
  const list = useInfiniteQuery({
    queryKey: key,
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => request<Page>(path, { query: { ...query, cursor: pageParam, limit }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  const { fetchNextPage, refetch } = list
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data), [list.data])
  return {
    rows,
    firstPage: list.data?.pages[0],
    error: list.error,
    refreshing: list.isRefetching,
    hasMore: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    onMore: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    onRetry: useCallback(() => void refetch(), [refetch]),
  }
}
