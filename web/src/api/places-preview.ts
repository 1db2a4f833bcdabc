import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PlacePreview, ServerPlace } from '../../../src/protections/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'

// As many as the API takes at a time.
const most = 1_000

/** Which place each of these servers would take if its backups were switched on; empty while it is not known. */
export function usePlacesOf(serverIds: readonly string[]): ReadonlyMap<string, ServerPlace> {
  const found = usePreview(serverIds.slice(0, most), false)
  return new Map(found.data?.data.map((place) => [place.server_id, place]))
}

/** What switching all of these on takes of their customers' places; undefined while it is not known, and of too many. */
export function usePlacesNeeded(serverIds: readonly string[]) {
  return usePreview(serverIds.length > most ? [] : serverIds, true).data?.organizations
}

function usePreview(server_ids: readonly string[], together: boolean) {
  const body = { server_ids, together }
  return useQuery({
    queryKey: keys.places(body),
    queryFn: ({ signal }) => request<PlacePreview>('/api/places-preview', { method: 'POST', body, signal }),
    enabled: server_ids.length > 0,
    // More rows of the same table: what is known of the others stays.
    placeholderData: together ? undefined : keepPreviousData,
  })
}
