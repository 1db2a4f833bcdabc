import { describe, expect, test } from 'vitest'
import { plannerTable } from '../../../test/helpers/planner-table.ts'
import { moneyWords } from '../../lib/money.ts'
import { convertMoney } from './convert-money.ts'
import type { KnownRate, MethodOffer } from './schema.ts'

const gb = 1_000_000_000

/** What it comes to in the plan's currency, which is the cheapest that fits, and what it takes up. */
const sum = ({ method, schedule, provider_cost, cheapest, margin, storage }: MethodOffer): string => {
  const what = schedule === null ? method : `${method} ${schedule.every}`
  const { money, converted } = provider_cost ?? { money: null, converted: null }
  const cost = money === null ? 'unknown' : moneyWords(money)
  const own = converted === null ? '' : `, about ${moneyWords(converted)}`
  const size = (bytes: number | null | undefined) => (bytes == null ? 'unknown' : `${bytes / gb} GB`)
  const left = margin === null ? '' : `, leaves ${moneyWords(margin)}`
  const tag = cheapest === null ? '' : `; cheapest ${cheapest}`
  return `  ${what}: ${cost}${own}${left}; ${size(storage?.first_bytes)}, then ${size(storage?.later_bytes)}${tag}`
}

test('a rate that makes no whole number of an amount converts nothing', () => {
  const money = { amount_minor: 1_344, currency: 'USD' }
  const rate = { from_currency: 'EUR', to_currency: 'USD', as_of: '2026-11-20' }
  expect(convertMoney(money, 'EUR', [{ ...rate, rate: 1e-300 }])).toBeNull()
  expect(convertMoney(money, 'EUR', [{ ...rate, rate: 0.5 }])?.money.amount_minor).toBe(2_688)
})

describe('with an exchange rate', () => {
  const dollars: KnownRate = { from_currency: 'USD', to_currency: 'EUR', rate: 0.86, as_of: '2026-11-20' }
  test('dollars in euros, one a day', () => {
    const server = {
      size: 's-2vcpu-4gb',
      price: { amount_minor: 2_400, currency: 'USD' },
      newest_image_bytes: 32 * gb,
      newest_files_bytes: 27 * gb,
    }
    expect(
      plannerTable('digitalocean', server, { schedule: 'day' }, { rates: [dollars], say: sum }),
    ).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: $7.20, about €6.19, leaves -€1.20; 32 GB, then 224 GB; cheapest of_known",
        "  native week: $4.80, about €4.13, leaves €0.86; 32 GB, then 128 GB",
        "  snapshot day: $13.44, about €11.56, leaves -€6.57; 32 GB, then 224 GB",
        "  snapshot week: $3.84, about €3.30, leaves €1.69; 32 GB, then 64 GB",
        "  files day: unknown; 27 GB, then unknown",
        "14 days",
        "  native day: $7.20, about €6.19, leaves €1.80; 32 GB, then 224 GB",
        "  native week: $4.80, about €4.13, leaves €3.86; 32 GB, then 128 GB",
        "  snapshot day: $26.88, about €23.12, leaves -€15.13; 32 GB, then 448 GB",
        "  snapshot week: $5.76, about €4.95, leaves €3.04; 32 GB, then 96 GB",
        "  files day: unknown; 27 GB, then unknown",
        "30 days",
        "  native day: $7.20, about €6.19, leaves €6.80; 32 GB, then 224 GB",
        "  native week: $4.80, about €4.13, leaves €8.86; 32 GB, then 128 GB",
        "  snapshot day: $57.60, about €49.54, leaves -€36.55; 32 GB, then 960 GB",
        "  snapshot week: $11.52, about €9.91, leaves €3.08; 32 GB, then 192 GB",
        "  files day: unknown; 27 GB, then unknown",
        "60 days",
        "  native day: $7.20, about €6.19, leaves €13.80; 32 GB, then 224 GB",
        "  native week: $4.80, about €4.13, leaves €15.86; 32 GB, then 128 GB",
        "  snapshot day: $115.20, about €99.07, leaves -€79.08; 32 GB, then 1920 GB",
        "  snapshot week: $19.20, about €16.51, leaves €3.48; 32 GB, then 320 GB",
        "  files day: unknown; 27 GB, then unknown",
      ]
    `)
  })
  test('the other way round does, too; one of other currencies does not', () => {
    const server = { size: 'vc2-1c-1gb', disk_bytes: 25 * gb }
    const back = { ...dollars, from_currency: 'EUR', to_currency: 'USD', rate: 1.16 }
    expect(plannerTable('vultr', server, { schedule: 'week' }, { rates: [back], say: sum })).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: $1.00, about €0.86, leaves €4.13; 25 GB, then 50 GB",
        "  native week: $1.00, about €0.86, leaves €4.13; 25 GB, then 50 GB; cheapest of_known",
        "  snapshot week: $2.50, about €2.16, leaves €2.83; 25 GB, then 50 GB",
        "  files week: unknown; unknown, then unknown",
        "14 days",
        "  native day: $1.00, about €0.86, leaves €7.13; 25 GB, then 50 GB",
        "  native week: $1.00, about €0.86, leaves €7.13; 25 GB, then 50 GB; cheapest of_known",
        "  snapshot week: $3.75, about €3.23, leaves €4.76; 25 GB, then 75 GB",
        "  files week: unknown; unknown, then unknown",
        "30 days",
        "  native day: $1.00, about €0.86, leaves €12.13; 25 GB, then 50 GB",
        "  native week: $1.00, about €0.86, leaves €12.13; 25 GB, then 50 GB",
        "  snapshot week: $7.50, about €6.47, leaves €6.52; 25 GB, then 150 GB",
        "  files week: unknown; unknown, then unknown",
        "60 days",
        "  native day: $1.00, about €0.86, leaves €19.13; 25 GB, then 50 GB",
        "  native week: $1.00, about €0.86, leaves €19.13; 25 GB, then 50 GB",
        "  snapshot week: $12.50, about €10.78, leaves €9.21; 25 GB, then 250 GB",
        "  files week: unknown; unknown, then unknown",
      ]
    `)
    const others = { ...dollars, from_currency: 'CHF' }
    expect(plannerTable('vultr', server, { schedule: 'week' }, { rates: [others], say: sum })).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: $1.00; 25 GB, then 50 GB",
        "  native week: $1.00; 25 GB, then 50 GB; cheapest of_known",
        "  snapshot week: $2.50; 25 GB, then 50 GB",
        "  files week: unknown; unknown, then unknown",
        "14 days",
        "  native day: $1.00; 25 GB, then 50 GB",
        "  native week: $1.00; 25 GB, then 50 GB; cheapest of_known",
        "  snapshot week: $3.75; 25 GB, then 75 GB",
        "  files week: unknown; unknown, then unknown",
        "30 days",
        "  native day: $1.00; 25 GB, then 50 GB",
        "  native week: $1.00; 25 GB, then 50 GB",
        "  snapshot week: $7.50; 25 GB, then 150 GB",
        "  files week: unknown; unknown, then unknown",
        "60 days",
        "  native day: $1.00; 25 GB, then 50 GB",
        "  native week: $1.00; 25 GB, then 50 GB",
        "  snapshot week: $12.50; 25 GB, then 250 GB",
        "  files week: unknown; unknown, then unknown",
      ]
    `)
  })
  test('files at the price of their storage, converted as the others are; then the cheapest is of all', () => {
    const server = {
      size: 's-2vcpu-4gb',
      price: { amount_minor: 2_400, currency: 'USD' },
      newest_image_bytes: 32 * gb,
      newest_files_bytes: 27 * gb,
    }
    const price = { gb_month: { micros: 23_000, currency: 'USD' }, as_of: '2026-11-10' }
    const file_storage = { location: 'Frankfurt', price, bytes: 40 * gb }
    expect(
      plannerTable('digitalocean', { ...server, file_storage }, { schedule: 'day' }, { rates: [dollars], say: sum }),
    ).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: $7.20, about €6.19, leaves -€1.20; 32 GB, then 224 GB",
        "  native week: $4.80, about €4.13, leaves €0.86; 32 GB, then 128 GB",
        "  snapshot day: $13.44, about €11.56, leaves -€6.57; 32 GB, then 224 GB",
        "  snapshot week: $3.84, about €3.30, leaves €1.69; 32 GB, then 64 GB",
        "  files day: $0.92, about €0.79, leaves €4.20; 27 GB, then unknown; cheapest of_all",
        "14 days",
        "  native day: $7.20, about €6.19, leaves €1.80; 32 GB, then 224 GB",
        "  native week: $4.80, about €4.13, leaves €3.86; 32 GB, then 128 GB",
        "  snapshot day: $26.88, about €23.12, leaves -€15.13; 32 GB, then 448 GB",
        "  snapshot week: $5.76, about €4.95, leaves €3.04; 32 GB, then 96 GB",
        "  files day: $0.92, about €0.79, leaves €7.20; 27 GB, then unknown; cheapest of_all",
        "30 days",
        "  native day: $7.20, about €6.19, leaves €6.80; 32 GB, then 224 GB",
        "  native week: $4.80, about €4.13, leaves €8.86; 32 GB, then 128 GB",
        "  snapshot day: $57.60, about €49.54, leaves -€36.55; 32 GB, then 960 GB",
        "  snapshot week: $11.52, about €9.91, leaves €3.08; 32 GB, then 192 GB",
        "  files day: $0.92, about €0.79, leaves €12.20; 27 GB, then unknown; cheapest of_all",
        "60 days",
        "  native day: $7.20, about €6.19, leaves €13.80; 32 GB, then 224 GB",
        "  native week: $4.80, about €4.13, leaves €15.86; 32 GB, then 128 GB",
        "  snapshot day: $115.20, about €99.07, leaves -€79.08; 32 GB, then 1920 GB",
        "  snapshot week: $19.20, about €16.51, leaves €3.48; 32 GB, then 320 GB",
        "  files day: $0.92, about €0.79, leaves €19.20; 27 GB, then unknown; cheapest of_all",
      ]
    `)
    const yen = { ...file_storage, price: { ...price, gb_month: { micros: 3_000_000, currency: 'JPY' } } }
    expect(
      plannerTable('machine', { ...server, file_storage: yen }, { schedule: 'day' }, { say: sum }),
    ).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native: unknown; unknown, then unknown",
        "  snapshot: unknown; unknown, then unknown",
        "  files day: ¥120; 27 GB, then unknown",
        "14 days",
        "  native: unknown; unknown, then unknown",
        "  snapshot: unknown; unknown, then unknown",
        "  files day: ¥120; 27 GB, then unknown",
        "30 days",
        "  native: unknown; unknown, then unknown",
        "  snapshot: unknown; unknown, then unknown",
        "  files day: ¥120; 27 GB, then unknown",
        "60 days",
        "  native: unknown; unknown, then unknown",
        "  snapshot: unknown; unknown, then unknown",
        "  files day: ¥120; 27 GB, then unknown",
      ]
    `)
  })
  test('files in storage that costs nothing, before the first backup', () => {
    const price = { gb_month: { micros: 0, currency: 'USD' }, as_of: '2026-11-10' }
    const file_storage = { location: 'Own disks', price, bytes: null }
    const server = { size: 'Cloud VPS 10 SSD', price: { amount_minor: 450, currency: 'EUR' }, file_storage }
    expect(plannerTable('contabo', server, { schedule: 'week' }, { say: sum })).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: €1.50, leaves €3.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €4.99; unknown, then unknown",
        "  files week: $0.00, leaves €4.99; unknown, then unknown; cheapest of_all",
        "14 days",
        "  native day: €1.50, leaves €6.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €7.99; unknown, then unknown",
        "  files week: $0.00, leaves €7.99; unknown, then unknown",
        "30 days",
        "  native day: €1.50, leaves €11.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €12.99; unknown, then unknown",
        "  files week: $0.00, leaves €12.99; unknown, then unknown",
        "60 days",
        "  native day: €1.50, leaves €18.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €19.99; unknown, then unknown",
        "  files week: $0.00, leaves €19.99; unknown, then unknown",
      ]
    `)
  })
  test('what is included costs nothing in any currency', () => {
    const server = { size: 'Cloud VPS 10 SSD', price: { amount_minor: 450, currency: 'EUR' } }
    expect(
      plannerTable('contabo', server, { schedule: 'week' }, { rates: [dollars], say: sum }),
    ).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: €1.50, leaves €3.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €4.99; unknown, then unknown",
        "  files week: unknown; unknown, then unknown",
        "14 days",
        "  native day: €1.50, leaves €6.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €7.99; unknown, then unknown",
        "  files week: unknown; unknown, then unknown",
        "30 days",
        "  native day: €1.50, leaves €11.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €12.99; unknown, then unknown",
        "  files week: unknown; unknown, then unknown",
        "60 days",
        "  native day: €1.50, leaves €18.49; unknown, then unknown",
        "  snapshot week: €0.00, leaves €19.99; unknown, then unknown",
        "  files week: unknown; unknown, then unknown",
      ]
    `)
  })
})
