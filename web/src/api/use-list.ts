import { infiniteQueryOptions, type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
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

type Options = {
  query?: Record<string, string | undefined>
  enabled?: boolean
  limit?: number
  /** What a page is about: asked for before all that its parts ask, since a browser asks only some things at a time. */
  early?: boolean
}

/** A list of the API, page after page, as one growing array. Rows that are here stay while newer ones load. */
export function useList<Row, Page extends List<Row> = List<Row>>(
  key: QueryKey,
  path: string,
  { query, enabled, limit, early }: Options = {},
): ListState<Row> & WithPage<Page> {
  const client = useQueryClient()
  const asked = infiniteQueryOptions({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => request<Page>(path, { query: { ...query, cursor: pageParam, limit }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  // Effects of parts come before those of the whole, so that this one would be the last. What fails is told by the list.
  if (early && client.getQueryState(key) === undefined) client.infiniteQuery(asked).catch(() => undefined)
  const list = useInfiniteQuery({ ...asked, enabled })
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
