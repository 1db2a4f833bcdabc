import { useMutation, useQuery } from '@tanstack/react-query'
import type {
  NewServerChoices,
  Restore,
  RestoreDetail,
  RestoreInput,
  RestoreReview,
} from '../../../src/restores/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

// Live updates tell of every step; this is for the minute in which they are lost.
const lookAgainMs = 10_000

export function useRestores(filters: { server_id?: string }) {
  return useList<Restore>(keys.restores(filters), '/api/restores', { query: filters, limit: 50 })
}

/** One restore, followed until it ends. */
export function useRestore(id: string) {
  return useQuery({
    queryKey: keys.restore(id),
    queryFn: ({ signal }) => request<RestoreDetail>(`/api/restores/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: (query) =>
      query.state.data?.status === 'in_progress' && !query.state.error ? lookAgainMs : false,
  })
}

/** What a new server made of an image can be, as its provider has it now. Asked where it is wanted only: each answer is calls to the provider. */
export function useNewServerChoices(pointId: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.newServerChoices(pointId),
    queryFn: ({ signal }) =>
      request<NewServerChoices>(`/api/recovery-points/${encodeURIComponent(pointId)}/new-server-choices`, { signal }),
    enabled,
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

/** What its provider says of an image that is to go back in place, and how long the like took. Calls to the provider, as above. */
export function useRestoreReview(pointId: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.restoreReview(pointId),
    queryFn: ({ signal }) =>
      request<RestoreReview>(`/api/recovery-points/${encodeURIComponent(pointId)}/restore-review`, { signal }),
    enabled,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

/** Wiped by telling: never asked for again by itself, and kept in no cache. */
export function useTellRootPassword(serverId: string) {
  return useMutation({
    mutationFn: () =>
      request<{ password: string }>(`/api/servers/${encodeURIComponent(serverId)}/root-password`, { method: 'POST' }),
    gcTime: 0,
    retry: false,
  })
}

export function useStartRestore(serverId: string) {
  return useCreate<RestoreInput, { id: string; run_id: string }>(
    `/api/servers/${encodeURIComponent(serverId)}/restores`,
    [['restore'], ['run'], ['audit_event']],
  )
}
