import { expect, test } from 'vitest'
import { byWeight, moneyLines } from './money-chart.ts'

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

test('what brings most stands first', () => {
  expect(byWeight([dollar, euro], '2026-02').map(({ currency }) => currency)).toEqual(['EUR', 'USD'])
})
