import { useQuery } from '@tanstack/react-query'
import type { Demo } from '../../../src/demo/schema.ts'
import { alsoChanged, keys } from './keys.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'

/** Whether demo data is here, for operators. */
export function useDemo() {
  return useQuery({ queryKey: keys.demo, queryFn: ({ signal }) => request<Demo>('/api/demo', { signal }) })
}

export function useRemoveDemo() {
  return useChange(() => request<void>('/api/demo', { method: 'DELETE' }), [keys.demo, ...alsoChanged.demo])
}
