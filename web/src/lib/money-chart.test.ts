import { expect, test } from 'vitest'
import type { MoneyAnalytics } from '../../../src/insights/storage/schema.ts'
import { moneyCharts, moneyLines } from './money-chart.ts'

const month = (month: string, revenue_minor: number | null, cost_minor: number | null) => ({
  month,
  projected: month > '2026-02',
  revenue_minor,
  cost_minor,
})
const euro = {
  currency: 'EUR',
  months: [month('2026-01', 900, null), month('2026-02', 1_000, 400), month('2026-03', 1_100, 400)],
}
const dollar = {
  currency: 'USD',
  months: [month('2026-01', 0, null), month('2026-02', 0, 700), month('2026-03', 0, 700)],
}

test('a currency has lines of what there is in it, and a margin where both are known', () => {
  expect(moneyLines(euro, '2026-02', true)).toEqual({
    now: 1,
    revenue: [900, 1_000, 1_100],
    cost: [null, 400, 400],
    margin: 0.6,
  })
  expect(moneyLines(euro, '2026-02', false).margin).toBeNull()
  expect(moneyLines(dollar, '2026-02', true)).toMatchObject({ revenue: null, margin: null })
})

test('what brings most stands first; where all are known in one currency, that alone', () => {
  const money: MoneyAnalytics = {
    ...{ month: '2026-02', since: null, through: null, unpriced: 0, projection: '', assumptions: [] },
    ...{ currencies: [dollar, euro], converted: null, apart: 'No rate is known.' },
  }
  expect(moneyCharts(money)).toEqual([euro, dollar])
  const converted = { ...euro, rates: [] }
  expect(moneyCharts({ ...money, converted, apart: null })).toEqual([converted])
})
