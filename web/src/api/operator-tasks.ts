import { keys } from './keys.ts'
import type { OperatorTask, OperatorTaskFilters } from './operator-task-types.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

export function useOperatorTasks(filters: OperatorTaskFilters, enabled = true) {
  return useList<OperatorTask>(keys.operatorTasks(filters), '/api/operator-tasks', { query: filters, enabled })
}

export function useCloseOperatorTask() {
  return useChange(
    ({ id, note }: { id: string; note?: string }) =>
      request<OperatorTask>(`/api/operator-tasks/${encodeURIComponent(id)}/close`, { method: 'POST', body: { note } }),
    [['operator_task'], ['server'], ['audit_event']],
  )
}
