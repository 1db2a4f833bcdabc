import { queryOptions, useQuery } from '@tanstack/react-query'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Installation, Me } from './types.ts'
import { useChange } from './use-change.ts'

export const meQuery = queryOptions({ queryKey: keys.me, queryFn: ({ signal }) => request<Me>('/api/me', { signal }) })

export const setupQuery = queryOptions({
  queryKey: keys.setup,
  queryFn: ({ signal }) => request<{ needs_setup: boolean }>('/api/setup', { signal }),
})

/** Keeps in whose clock one's e-mails tell times. */
export function useChangeMe() {
  return useChange((body: { time_zone: string }) => request<Me>('/api/me', { method: 'PATCH', body }), [keys.me])
}

/** Facts about this installation; operators only. */
export function useInstallation(enabled: boolean) {
  return useQuery({
    queryKey: keys.installation,
    queryFn: ({ signal }) => request<Installation>('/api/installation', { signal }),
    enabled,
    staleTime: 60_000,
  })
}
