import { expect, test } from 'vitest'
import { planRows } from './plan-revenue.ts'

const month = (month: string, plan_id: string, revenue_minor: number, places: number) => ({
  month,
  projected: month > '2026-02',
  plan_id,
  plan_name: plan_id.toUpperCase(),
  currency: 'EUR',
  revenue_minor,
  places,
})

test('a row for each plan: what it brought, brings now, and brings later as far as ends are known', () => {
  const months = [
    month('2026-01', 'a', 100, 1),
    month('2026-02', 'a', 200, 2),
    month('2026-02', 'b', 900, 9),
    month('2026-03', 'a', 100, 1),
  ]
  expect(planRows(months, '2026-02', 3)).toEqual([
    { plan_id: 'b', plan_name: 'B', currency: 'EUR', values: [0, 0, 900], places: 9, now_minor: 900, later_minor: 0 },
    {
      plan_id: 'a',
      plan_name: 'A',
      currency: 'EUR',
      values: [0, 100, 200],
      places: 2,
      now_minor: 200,
      later_minor: 100,
    },
  ])
})
