import type { ServerCharge, ServerMargin } from '../../../src/insights/storage/schema.ts'
import { formatMoney, type Money } from '../format/format-money.ts'
import type { Fact } from '../ui/FactBand.tsx'
import { listWords } from './list-words.ts'
import { ratesWords } from './rates-words.ts'

type Charged = Pick<ServerMargin, 'charges' | 'billed_to'>

const aMonth = (money: Money, about = false) => `${formatMoney(money, { about })} a month`

/** What a method costs, what that is made of, and who pays it where that is not the operators. */
export function chargeWords(
  { method, money, basis, charged }: ServerCharge,
  billed_to: ServerMargin['billed_to'],
): string {
  if (money === null) return `not known: ${basis}`
  const whom = billed_to === 'organization' && method !== 'files' ? ', billed to the customer' : ''
  return `${aMonth(money)}${charged ? '' : ' once it is on'}${whom} (${basis})`
}

/** What switching a method on again costs the operators, behind its button; empty where that is not known. */
export function againPrice(costs: Charged | undefined, methods: readonly string[]): string {
  if (costs === undefined || costs.billed_to === 'organization' || methods.length !== 1) return ''
  const charge = costs.charges.find(({ method, charged }) => !charged && methods.includes(method))
  return charge?.money ? `, ${aMonth(charge.money)}` : ''
}

/** What is left of what a server's place brings, beside the other facts of the server. */
export function marginFact(of: ServerMargin, now: Date): Fact {
  const { margin, margin_unknown, margin_rates, cost, sold } = of
  const label = 'Margin'
  if (sold === null && of.charges.length === 0)
    return { label, value: 'none', caption: 'nothing sold, nothing charged' }
  if (margin === null) return { label, value: 'not known', caption: margin_unknown }
  const costs = cost.length === 0 ? 'nothing' : listWords(cost.map((money) => formatMoney(money)))
  const without = of.charges.some(({ method, money }) => method === 'files' && money === null) ? ' without files' : ''
  const sides = `costs ${costs}${without}, ${sold ? `sold at ${formatMoney(sold.money)}` : 'no place is paid for'}`
  return {
    label,
    value: aMonth(margin, margin_rates.length > 0),
    caption: margin_rates.length > 0 ? `${sides}; ${ratesWords(margin_rates, now)}` : sides,
    tone: margin.amount_minor < 0 ? 'warn' : undefined,
  }
}
