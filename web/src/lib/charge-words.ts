import type { ServerCharge, ServerMargin } from '../../../src/insights/storage/schema.ts'
import { formatMoney, type Money } from '../format/format-money.ts'
import type { Fact } from '../ui/FactBand.tsx'
import { listWords } from './list-words.ts'

const aMonth = (money: Money) => `${formatMoney(money)} a month`

/** What a method costs, and what that is made of. */
export function chargeWords({ money, basis, charged }: ServerCharge): string {
  if (money === null) return `not known: ${basis}`
  return `${aMonth(money)}${charged ? '' : ' once it is on'} (${basis})`
}

/** What switching it on again costs, behind its button; empty where that is not known. */
export function againPrice(charges: readonly ServerCharge[] | undefined, methods: readonly string[]): string {
  const [charge, ...more] = charges?.filter(({ method, charged }) => !charged && methods.includes(method)) ?? []
  return charge?.money && more.length === 0 ? `, ${aMonth(charge.money)}` : ''
}

/** What is left of what a server's place brings, beside the other facts of the server. */
export function marginFact({ margin, margin_unknown, cost, sold, charges }: ServerMargin): Fact {
  const costs = cost.length === 0 ? 'nothing' : listWords(cost.map((money) => formatMoney(money)))
  const without = charges.some(({ method, money }) => method === 'files' && money === null) ? ' without files' : ''
  const sides = `costs ${costs}${without}, ${sold ? `sold at ${formatMoney(sold.money)}` : 'no place is paid for'}`
  return {
    label: 'Margin',
    value: margin ? aMonth(margin) : 'not known',
    caption: margin || cost.length > 0 ? sides : margin_unknown,
    tone: margin && margin.amount_minor < 0 ? 'warn' : undefined,
  }
}
