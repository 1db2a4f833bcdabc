import { formatMoney, type Money } from '../../format/format-money.ts'
import { formatPercent } from '../../format/format-percent.ts'

/** What comes in beside what goes out. A margin only where both are of one currency and every cost is known. */
export function earnings(revenue: readonly Money[], cost: readonly Money[], isPart: boolean): string | null {
  const [main, ...others] = revenue
  if (main === undefined) return null
  const words = `revenue ${revenue.map((money) => formatMoney(money)).join(' + ')}`
  const [spent, ...more] = cost
  if (isPart || others.length + more.length > 0 || spent?.currency !== main.currency || main.amount_minor <= 0)
    return words
  return `${words}, margin ${formatPercent(1 - spent.amount_minor / main.amount_minor)}`
}
