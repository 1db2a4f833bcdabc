import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type {
  CostAnalytics,
  CustomerMargin,
  MoneyAnalytics,
  RevenueAnalytics,
  StorageAnalytics,
} from '../../../src/insights/storage/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { ListState } from './use-list.ts'

// What is over is written down each night; what stands now is worked out each minute.
const lookAgainMs = 5 * 60_000
const kept = { placeholderData: keepPreviousData, refetchInterval: lookAgainMs }

type Period = { from?: string; to?: string }

/** What backups took up, day by day, by provider. */
export function useStorageAnalytics(period: Period) {
  return useQuery({
    queryKey: keys.analytics('storage', period),
    queryFn: ({ signal }) => request<StorageAnalytics>('/api/analytics/storage', { query: period, signal }),
    ...kept,
  })
}

/** Cost and revenue month by month, with what is to come. */
export function useMoneyAnalytics(months: number) {
  return useQuery({
    queryKey: keys.analytics('money', { months: String(months) }),
    queryFn: ({ signal }) => request<MoneyAnalytics>('/api/analytics/money', { query: { months }, signal }),
    ...kept,
  })
}

export function useCostAnalytics(month: string | undefined) {
  return useQuery({
    queryKey: keys.analytics('cost', { month }),
    queryFn: ({ signal }) => request<CostAnalytics>('/api/analytics/cost', { query: { month }, signal }),
    ...kept,
  })
}

export function useRevenueAnalytics(months: number) {
  return useQuery({
    queryKey: keys.analytics('revenue', { months: String(months) }),
    queryFn: ({ signal }) => request<RevenueAnalytics>('/api/analytics/revenue', { query: { months }, signal }),
    ...kept,
  })
}

/** Storage of customers, the largest first, page after page. */
export function useStorageOfCustomers(period: Period, enabled: boolean) {
  const list = useInfiniteQuery({
    queryKey: keys.analytics('storage by organization', period),
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<StorageAnalytics>('/api/analytics/storage', {
        query: { ...period, by: 'organization', sort: '-bytes', limit: 20, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    ...kept,
  })
  return listState(
    list,
    list.data?.pages.flatMap((page) => page.data),
  )
}

/** What customers pay, cost and leave, page after page. */
export function useMargins(sort: string): ListState<CustomerMargin> & { assumptions: readonly string[] } {
  const list = useInfiniteQuery({
    queryKey: keys.analytics('margins', { sort }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<RevenueAnalytics>('/api/analytics/revenue', {
        query: { by: 'organization', sort, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    ...kept,
  })
  const rows = list.data?.pages.flatMap((page) => page.customers)
  return { ...listState(list, rows), assumptions: list.data?.pages[0]?.assumptions ?? [] }
}

type Infinite = {
  error: unknown
  isRefetching: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
  refetch: () => Promise<unknown>
}

const listState = <Row>(list: Infinite, rows: Row[] | undefined): ListState<Row> => ({
  rows,
  error: list.error,
  refreshing: list.isRefetching,
  hasMore: list.hasNextPage,
  loadingMore: list.isFetchingNextPage,
  onMore: () => void list.fetchNextPage(),
  onRetry: () => void list.refetch(),
})
