import type { ChangePlanInput, NewPlanInput, Plan, PlanPage } from './billing-types.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

/** The plans, also those no longer sold; `stripe` says whether cards can be paid with here. */
export function usePlans({ enabled, retired }: { enabled?: boolean; retired?: 'true' | 'false' } = {}) {
  const { firstPage, ...list } = useList<Plan, PlanPage>(keys.plans(retired), '/api/plans', {
    query: { retired },
    limit: 100,
    enabled,
  })
  return { ...list, stripe: firstPage?.stripe, grace_days: firstPage?.grace_days }
}

export function useCreatePlan() {
  return useCreate<NewPlanInput, Plan>('/api/plans', [['plan'], ['audit_event']])
}

export function useChangePlan() {
  return useChange(
    ({ id, ...input }: ChangePlanInput & { id: string }) =>
      request<Plan>(`/api/plans/${encodeURIComponent(id)}`, { method: 'PATCH', body: input }),
    [['plan'], ['subscription'], ['audit_event']],
  )
}
