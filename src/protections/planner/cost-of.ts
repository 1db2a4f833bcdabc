import { convertMoney } from './convert-money.ts'
import { nativeCost } from './native-cost.ts'
import type { JudgedDraft, PlannerInput, PricedAt, ProviderCost } from './schema.ts'
import { snapshotCost } from './snapshot-cost.ts'

/** What an offer costs a month beside the server itself. */
export const costOf = (draft: JudgedDraft, input: PlannerInput): ProviderCost => {
  const { dated, ...cost } = pricedAt(draft, input)
  const { billed_to } = input.server
  const { plan_price, rates = [] } = input
  const converted = cost.money === null ? null : convertMoney(cost.money, plan_price.currency, rates)
  const as_of = dated ? (input.prices?.as_of ?? null) : null
  return {
    ...cost,
    converted: converted?.money ?? null,
    billed_to: draft.method === 'files' ? 'operators' : billed_to,
    as_of,
  }
}

const pricedAt = ({ method, schedule, keeps }: JudgedDraft, input: PlannerInput): PricedAt => {
  if (method === 'files')
    return unpriced('What storage costs is not entered anywhere, so file backups have no price yet.')
  if (keeps === null || schedule === null) return unpriced('It cannot be had here.')
  if (method === 'snapshot') return snapshotCost(input, keeps)
  return nativeCost(input, schedule.every === 'week' ? 'week' : 'day')
}

const unpriced = (basis: string): PricedAt => ({ money: null, estimate: false, basis, dated: false })
