import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../src/insights/overview/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

const lookAgainMs = 60_000

/**
 * What needs a hand, of one organization or, with null, of all. Every page asks, so it is once a minute and not with every
 * step of every run; `fetchedAt` says as of when.
 */
export function useAttention(organizationId: string | null) {
  const asked = useQuery({
    queryKey: keys.attention(organizationId),
    queryFn: ({ signal }) =>
      request<Overview>('/api/overview', { query: { organization_id: organizationId ?? undefined }, signal }),
    refetchInterval: lookAgainMs,
    staleTime: lookAgainMs,
    placeholderData: keepPreviousData,
  })
  return {
    groups: asked.data?.attention,
    running: asked.data?.running,
    lastSyncAt: asked.data?.last_sync_at,
    workers: asked.data?.workers,
    since: asked.data?.last_24_hours.since,
    fetchedAt: asked.dataUpdatedAt,
    error: asked.error,
  }
}
