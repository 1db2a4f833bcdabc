import { useQuery } from '@tanstack/react-query'
import type { ServerStorage } from '../../../src/insights/storage/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

/** What a server's backups take up, and took up on the last 90 days. */
export function useServerStorage(serverId: string) {
  return useQuery({
    queryKey: keys.serverStorage(serverId),
    queryFn: ({ signal }) =>
      request<ServerStorage>(`/api/servers/${encodeURIComponent(serverId)}/storage-usage`, { signal }),
  })
}
