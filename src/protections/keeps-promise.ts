import type { ProtectionRow } from './queries.ts'

export type Promising = Pick<
  ProtectionRow,
  'method' | 'plan_id' | 'beyond_subscription' | 'desired_state' | 'retention_days'
>

/**
 * Whether a protection takes a place of the plan by itself, so that another method may be added beside it in the same place. Files always
 * do: of them fewer days are the customer's choice. Pure.
 */
export const keepsPromise = (row: Promising, plan: { plan_id: string; retention_days: number }): boolean =>
  row.plan_id === plan.plan_id &&
  row.desired_state === 'on' &&
  !row.beyond_subscription &&
  (row.method === 'files' || (row.retention_days ?? 0) >= plan.retention_days)
