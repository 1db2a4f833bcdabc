import { useQuery } from '@tanstack/react-query'
import type { Agent } from '../../../src/agents/schema.ts'
import { request } from './request.ts'

/** One agent; with null nothing is asked. */
export function useAgent(id: string | null) {
  return useQuery({
    queryKey: ['agent', 'one', id],
    queryFn: ({ signal }) => request<Agent>(`/api/agents/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== null,
  })
}
