import type { ReactNode } from 'react'
import type { MoneyAnalytics } from '../../../../src/insights/storage/schema.ts'
import { formatMoney } from '../../format/format-money.ts'
import { formatMoneyTick, minorUnits } from '../../format/format-money-tick.ts'
import { formatMonth } from '../../format/format-month.ts'
import { formatPercent } from '../../format/format-percent.ts'
import { type MoneyCurrency, moneyLines } from '../../lib/money-chart.ts'
import { useNow } from '../../lib/use-now.ts'
import { ChartPanel } from './ChartPanel.tsx'

type Props = {
  title: string
  action?: ReactNode
  money: MoneyAnalytics
  /** That of one chart, as `moneyCharts` tells them. */
  currency: MoneyCurrency
  foot?: ReactNode
}

/** Cost and revenue of one currency, or of all in one, month by month, with the months to come as they look from here. */
export function MoneyPanel({ title, action, money, currency, foot }: Props) {
  const now = useNow()
  const { months, currency: code } = currency
  const about = currency === money.converted
  const alone = (about || money.currencies.length === 1) && money.unpriced === 0
  const { now: at, revenue, cost, margin } = moneyLines(currency, money.month, alone)
  const last = months.at(-1)
  const format = (amount_minor: number) => formatMoney({ amount_minor, currency: code }, { about })
  const every = Math.max(1, Math.round(months.length / 5))
  return (
    <ChartPanel
      title={title}
      action={action}
      chart={{
        kind: 'lines',
        label: `${title}, in ${code}`,
        head: 'Month',
        points: months.map(({ month }, n) => ({
          key: month,
          word: formatMonth(month, { now }),
          axis: isLabelled(n, { at, count: months.length, every })
            ? formatMonth(month, { now, short: n === 0 })
                .split(' ')
                .slice(0, n === 0 ? 2 : 1)
                .join(' ')
            : undefined,
          strong: n === at,
        })),
        series: [
          ...(cost ? [{ key: 'cost', word: 'Cost', tone: 'cost' as const, values: cost }] : []),
          ...(revenue ? [{ key: 'revenue', word: 'Revenue', tone: 'revenue' as const, values: revenue }] : []),
        ],
        format,
        tick: (value) => formatMoneyTick(value, code),
        unit: minorUnits(code),
        projectedAfter: at,
        note: margin === null ? undefined : `margin ${formatPercent(margin)}`,
        endWord: last ? `in ${formatMonth(last.month, { now }).split(' ')[0]}` : undefined,
      }}
      foot={foot}
    />
  )
}

/** The first, this one and the last; of the others every so many, where there is room beside these. */
const isLabelled = (n: number, { at, count, every }: { at: number; count: number; every: number }): boolean =>
  n === 0 || n === at || n === count - 1 || (n % every === 0 && n < at - 1)
