import { convertMoney } from './convert-money.ts'
import { filesCost } from './files-cost.ts'
import { nativeCost } from './native-cost.ts'
import type { JudgedDraft, PlannerInput, PricedAt, ProviderCost } from './schema.ts'
import { snapshotCost } from './snapshot-cost.ts'

/** What an offer costs a month beside the server itself. */
export const costOf = (draft: JudgedDraft, input: PlannerInput): ProviderCost => {
  const { dated, ...cost } = pricedAt(draft, input)
  const { billed_to } = input.server
  const { plan_price, rates = [] } = input
  const converted = cost.money === null ? null : convertMoney(cost.money, plan_price.currency, rates)
  const used = draft.method === 'files' ? input.server.file_storage?.price : input.prices
  const as_of = dated ? (used?.as_of ?? null) : null
  return {
    ...cost,
    converted: converted?.money ?? null,
    billed_to: draft.method === 'files' ? 'operators' : billed_to,
    as_of,
  }
}

const pricedAt = ({ method, schedule, keeps }: JudgedDraft, input: PlannerInput): PricedAt => {
  if (method === 'files') return filesCost(input.server)
  if (keeps === null || schedule === null)
    return { money: null, estimate: false, basis: 'It cannot be had here.', dated: false }
  if (method === 'snapshot') return snapshotCost(input, keeps)
  return nativeCost(input, schedule.every === 'week' ? 'week' : 'day')
}
