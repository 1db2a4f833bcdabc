import { useQuery } from '@tanstack/react-query'
import type { ServerMargin } from '../../../src/insights/storage/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

/** What a server's backups cost a month, and what is left of what its place brings. For operators. */
export function useServerMargin(serverId: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.serverMargin(serverId),
    queryFn: ({ signal }) => request<ServerMargin>(`/api/servers/${encodeURIComponent(serverId)}/margin`, { signal }),
    enabled,
  })
}
