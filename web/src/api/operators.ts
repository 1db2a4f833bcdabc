import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Operator } from './types.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

export function useOperators(enabled: boolean) {
  return useList<Operator>(keys.operators, '/api/operators', { enabled })
}

export function useRemoveOperator() {
  return useChange(
    (operator: Operator) =>
      request<void>(`/api/operators/${encodeURIComponent(operator.user_id)}`, { method: 'DELETE' }),
    [keys.operators, keys.installation, keys.me],
  )
}
