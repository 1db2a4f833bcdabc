import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newPrices, newProviderAccount, newServer } from '../../../test/helpers/servers.ts'
import { createPlan } from '../../billing/create-plan.ts'
import { grantSubscription } from '../../billing/grant-subscription.ts'
import type { Context } from '../../context.ts'
import { dayMs } from '../../lib/clock.ts'
import { createOrganization } from '../../organizations/create-organization.ts'
import { changeRate } from '../../provider-accounts/rates/change-rate.ts'
import { getOverview } from '../overview/get-overview.ts'
import { refreshFleetSums } from '../overview/refresh-fleet-sums.ts'
import { getCostAnalytics } from './get-cost-analytics.ts'
import { getMoneyAnalytics } from './get-money-analytics.ts'
import { getRevenueAnalytics } from './get-revenue-analytics.ts'
import { getServerStorage } from './get-server-storage.ts'
import { getStorageAnalytics } from './get-storage-analytics.ts'
import { monthsAround } from './months-around.ts'
import { recordUsageDays } from './record-usage-days.ts'
import { CostQuery, MoneyQuery, RevenueQuery, StorageAnalyticsQuery } from './schema.ts'

let t: TestContext
let account: string
let first: string
let second: string
beforeEach(async () => {
  t = await createTestContext()
  account = await newProviderAccount(t.ctx)
  first = (await createOrganization(t.ctx, { name: 'A' })).id
  second = (await createOrganization(t.ctx, { name: 'B' })).id
  await newPrices(t.ctx)
})
afterEach(() => t.end())

const addServer = (organization_id: string, price_minor: number | null, currency = 'USD') =>
  newServer(t.ctx, { organization_id, provider_account_id: account }, { native_state: 'on', price_minor, currency })
const memberOf = (organization_id: string): Context => ({
  ...t.ctx,
  caller: { ...t.ctx.caller, kind: 'user', operator: false, memberships: [{ organization_id, role: 'viewer' }] },
})
const cost = (query: object = {}) => getCostAnalytics(t.ctx, CostQuery.parse(query))
const storage = (ctx: Context, query: object = {}) => getStorageAnalytics(ctx, StorageAnalyticsQuery.parse(query))
const revenue = (query: object = {}) => getRevenueAnalytics(t.ctx, RevenueQuery.parse(query))
const passDays = async (days: number) => {
  t.clock.advanceMs(days * dayMs)
  await recordUsageDays(t.ctx)
}

test('a server that does not change costs each month what its month costs; the estimate says so from the first day on', async () => {
  const server_id = await addServer(first, 1_000)
  t.clock.advanceMs(1)
  const month = async () => (await getServerStorage(t.ctx, { server_id, days: 90 })).month
  expect(await month()).toMatchObject({
    month: '2026-01',
    through: null,
    amounts: [{ currency: 'USD', so_far_minor: 0, estimate_minor: 165 }],
  })
  // The 15th is the first day on record: 300 a month, of which 14 days are not in it.
  await passDays(1)
  const partly = { so_far_minor: 10, estimate_minor: 10 + 300 - Math.floor((300 * 15) / 31) }
  expect(await month()).toMatchObject({
    through: '2026-01-15',
    amounts: [partly],
    prices_as_of: '2026-01-01',
    unknown: [],
  })
  await passDays(20)
  expect(await month()).toMatchObject({
    month: '2026-02',
    through: '2026-02-04',
    amounts: [{ so_far_minor: Math.floor((300 * 4) / 28), estimate_minor: 300 }],
  })
  await passDays(40)
  expect(await cost({ month: '2026-02' })).toMatchObject({
    data: [{ id: 'digitalocean', amounts: [{ currency: 'USD', so_far_minor: 300, estimate_minor: 300 }], unpriced: 0 }],
  })
  expect((await cost({ by: 'month' })).data.map(({ id, amounts }) => [id, amounts[0]?.estimate_minor])).toEqual([
    ['2026-01', 165],
    ['2026-02', 300],
    ['2026-03', 300],
  ])
})

test('currencies stand side by side, and what is not known is counted, not added', async () => {
  await addServer(first, 1_000)
  await addServer(first, 2_000, 'EUR')
  await addServer(second, null)
  await passDays(1)
  const [row] = (await cost()).data
  expect(row?.amounts.map(({ currency }) => currency)).toEqual(['EUR', 'USD'])
  expect(row?.unpriced).toBe(1)
  const { data } = await cost({ by: 'organization' })
  expect(data.find(({ id }) => id === second)).toMatchObject({ amounts: [], unpriced: 1 })
})

test('the largest stand first, page after page, and members see their own only', async () => {
  const server_id = await addServer(second, 1_000)
  await t.ctx.db
    .insertInto('recovery_points')
    .values({
      ...{ id: t.ctx.ids.make('rcp'), server_id, method: 'snapshot' as const, ref: '1', source: 'image' },
      ...{ taken_at: t.clock.now(), state: 'available' as const, outcome: 'succeeded' as const, size_bytes: 5 },
      ...{ facts: '{}', sample: '[]', created_at: t.clock.now(), updated_at: t.clock.now() },
    })
    .execute()
  await passDays(1)
  const page = await storage(t.ctx, { by: 'organization', sort: '-bytes', limit: 1 })
  expect(page.data).toMatchObject([{ id: second, days: [{ bytes: 5 }] }])
  const rest = await storage(t.ctx, {
    by: 'organization',
    sort: '-bytes',
    cursor: page.next_cursor ?? undefined,
  })
  expect(rest.data.map(({ id }) => id)).toContain(first)
  expect(rest.data.map(({ id }) => id)).not.toContain(second)
  expect((await storage(memberOf(first), { by: 'organization', sort: '-bytes' })).data.map(({ id }) => id)).toEqual([
    first,
  ])
})

test('members see what their own organization stores, and no cost', async () => {
  const server_id = await addServer(first, 1_000)
  const other = await addServer(second, 1_000)
  await t.ctx.db
    .insertInto('recovery_points')
    .values(
      [server_id, other].map((server_id) => ({
        ...{ id: t.ctx.ids.make('rcp'), server_id, method: 'snapshot' as const, ref: '1', source: 'image' },
        ...{ taken_at: t.clock.now(), state: 'available' as const, outcome: 'succeeded' as const, size_bytes: 5 },
        ...{ facts: '{}', sample: '[]', created_at: t.clock.now(), updated_at: t.clock.now() },
      })),
    )
    .execute()
  await passDays(1)
  const member = memberOf(first)
  expect(await getServerStorage(member, { server_id, days: 90 })).toMatchObject({
    days: [{ day: '2026-01-15', native: 0, snapshot: 5, files: null, points: 1 }],
    month: null,
  })
  await expect(getServerStorage(member, { server_id: other, days: 90 })).rejects.toMatchObject({ code: 'not_found' })
  expect((await storage(member)).data).toMatchObject([{ name: 'Fake Cloud', days: [{ bytes: 5, points: 1 }] }])
  expect((await storage(t.ctx)).data).toMatchObject([{ days: [{ bytes: 10, points: 2 }] }])
  expect((await storage(member, { by: 'organization' })).data.map(({ id }) => id)).toEqual([first])
  await expect(storage(member, { organization_id: second })).rejects.toMatchObject({ code: 'not_found' })
  expect((await storage(t.ctx, { organization_id: second })).data).toMatchObject([{ days: [{ bytes: 5 }] }])
  await expect(storage(t.ctx, { from: '2026-01-02', to: '2026-01-01' })).rejects.toMatchObject({
    code: 'invalid_request',
  })
})

describe('revenue', () => {
  const plan = { retention_days: 7, features: [], methods: ['native'] as const, plan_types: ['basic'] }
  const addPlan = (name: string, price_minor: number, currency = 'USD') =>
    createPlan(t.ctx, { ...plan, methods: [...plan.methods], name, price_minor, currency, price_as_of: '2026-01-01' })

  test('by plan and month, with a projection that says what it rests on', async () => {
    const { id: plan_id } = await addPlan('Small', 500)
    const kept = await grantSubscription(t.ctx, { organization_id: first, plan_id, quantity: 3 })
    const ended = await grantSubscription(t.ctx, { organization_id: second, plan_id, quantity: 2 })
    t.clock.advanceMs(40 * dayMs)
    await t.ctx.db
      .updateTable('subscriptions')
      .set({ ends_at: '2026-03-15T00:00:00.000Z' })
      .where('id', '=', ended.id)
      .execute()
    const { months, assumptions } = await revenue({ months: 3 })
    expect(kept.id).not.toBe(ended.id)
    expect(
      months.map(({ month, revenue_minor, places, projected }) => [month, revenue_minor, places, projected]),
    ).toEqual([
      ['2026-01', 2_500, 5, false],
      ['2026-02', 2_500, 5, false],
      ['2026-03', 1_500, 3, true],
      ['2026-04', 1_500, 3, true],
      ['2026-05', 1_500, 3, true],
    ])
    expect(assumptions.length).toBeGreaterThan(2)
  })

  test('a margin only where the currencies agree and all costs are known', async () => {
    const { id: plan_id } = await addPlan('Small', 500)
    for (const organization_id of [first, second])
      await grantSubscription(t.ctx, { organization_id, plan_id, quantity: 1 })
    await addServer(first, 1_000)
    await addServer(second, 1_000, 'EUR')
    await passDays(17)
    await passDays(5)
    await refreshFleetSums(t.ctx)
    const { customers } = await revenue({ by: 'organization' })
    expect(customers.find(({ name }) => name === 'A')).toMatchObject({
      revenue: [{ currency: 'USD', amount_minor: 500 }],
      cost: [{ currency: 'USD', amount_minor: 300 }],
      margin: { currency: 'USD', amount_minor: 200 },
      margin_unknown: null,
    })
    expect(customers.find(({ name }) => name === 'B')).toMatchObject({
      margin: null,
      margin_unknown:
        'The amounts are in EUR and USD, and no rate between EUR and USD is known. Enter one under Provider accounts.',
      margin_rates: [],
    })
    const sorted = async (sort: string) => {
      const names: string[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await revenue({ by: 'organization', sort, limit: 1, cursor })
        names.push(...page.customers.map(({ name }) => name))
        if (page.next_cursor === null) return names
        cursor = page.next_cursor
      }
    }
    // What has no margin stands last, whichever way it is sorted.
    const third = await createOrganization(t.ctx, { name: 'C' })
    await grantSubscription(t.ctx, { organization_id: third.id, plan_id, quantity: 3 })
    t.clock.advanceMs(1)
    expect((await sorted('-margin')).slice(0, 2)).toEqual(['C', 'A'])
    expect((await sorted('margin')).slice(0, 2)).toEqual(['A', 'C'])
    expect((await sorted('-revenue'))[0]).toBe('C')
    expect(await sorted('-name')).toEqual((await sorted('name')).reverse())
    await expect(revenue({ by: 'organization', sort: 'cost', cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    })
    // B costs 300 cents of a euro, for 500 cents of a dollar.
    const rate = { from_currency: 'EUR', to_currency: 'USD', rate: 1.2, as_of: '2026-01-09' }
    await changeRate(t.ctx, rate)
    const converted = await revenue({ by: 'organization', sort: '-margin' })
    expect(converted.customers.find(({ name }) => name === 'B')).toMatchObject({
      cost: [{ currency: 'EUR', amount_minor: 300 }],
      margin: { currency: 'USD', amount_minor: 140 },
      margin_unknown: null,
      margin_rates: [rate],
    })
    expect((await sorted('-margin')).slice(0, 3)).toEqual(['C', 'A', 'B'])
    expect((await sorted('margin')).slice(0, 3)).toEqual(['B', 'A', 'C'])
    expect((await sorted('-cost')).slice(0, 2)).toEqual(['B', 'A'])
    await addServer(first, null)
    await refreshFleetSums(t.ctx)
    const after = await revenue({ by: 'organization' })
    expect(after.customers.find(({ name }) => name === 'A')).toMatchObject({
      margin: null,
      margin_unknown: expect.stringContaining('not known'),
    })
  })

  test('backups that cost nothing, and plans that are free, bring no currency into a margin', async () => {
    const { id: paid } = await addPlan('Small', 500, 'EUR')
    const { id: free } = await addPlan('Free', 0, 'GBP')
    await grantSubscription(t.ctx, { organization_id: first, plan_id: paid, quantity: 2 })
    await grantSubscription(t.ctx, { organization_id: first, plan_id: free, quantity: 1 })
    await grantSubscription(t.ctx, { organization_id: second, plan_id: paid, quantity: 1 })
    await addServer(first, 0)
    // The first day on which the prices are known.
    t.clock.advanceMs(dayMs)
    await refreshFleetSums(t.ctx)
    const { monthly_cost, monthly_revenue } = await getOverview(t.ctx, {})
    expect(monthly_cost).toMatchObject({ amounts: [], known: 1, unknown: 0 })
    expect(monthly_revenue).toMatchObject({
      amounts: [{ currency: 'EUR', amount_minor: 1_500 }],
      margin: { currency: 'EUR', amount_minor: 1_500 },
    })
    const { customers } = await revenue({ by: 'organization', sort: '-margin' })
    expect(customers.slice(0, 2).map(({ name, margin }) => [name, margin?.amount_minor])).toEqual([
      ['A', 1_000],
      ['B', 500],
    ])
  })

  test('cost and revenue by month, currencies by themselves, with what they rest on', async () => {
    const { id: plan_id } = await addPlan('Small', 500)
    const money = (months: number) => getMoneyAnalytics(t.ctx, MoneyQuery.parse({ months }))
    expect(await money(2)).toMatchObject({ since: null, currencies: [], projection: 'what this month holds' })
    await grantSubscription(t.ctx, { organization_id: first, plan_id, quantity: 3 })
    await addServer(first, 1_000)
    await passDays(1)
    // This month is filled with what the last written day held, the days before the records too.
    const [{ months = [] } = {}] = (await money(2)).currencies
    expect(months.map(({ month, revenue_minor, cost_minor }) => [month, revenue_minor, cost_minor])).toEqual([
      ['2025-12', 0, null],
      ['2026-01', 1_500, 300],
      ['2026-02', 1_500, 300],
      ['2026-03', 1_500, 300],
      ['2026-04', 1_500, 300],
    ])
    expect((await money(2)).projection).toBe('what this month holds')
    // A month that is on record in part is a gap once it is over.
    await passDays(20)
    await addServer(second, 2_000)
    await passDays(30)
    const later = (await money(4)).currencies[0]?.months.map(({ month, cost_minor }) => [month, cost_minor])
    expect(later?.slice(0, 4)).toEqual([
      ['2025-12', null],
      ['2026-01', null],
      ['2026-02', expect.any(Number)],
      ['2026-03', expect.any(Number)],
    ])
    expect(later?.[3]?.[1]).toBe(900)
  })

  test('several currencies are one where their rates are known, and say why where not', async () => {
    const { id: plan_id } = await addPlan('Small', 500, 'EUR')
    await grantSubscription(t.ctx, { organization_id: first, plan_id, quantity: 3 })
    await addServer(first, 1_000)
    await addServer(second, 2_000, 'EUR')
    await passDays(1)
    await refreshFleetSums(t.ctx)
    const money = () => getMoneyAnalytics(t.ctx, MoneyQuery.parse({ months: 2 }))
    const why =
      'The amounts are in EUR and USD, and no rate between USD and EUR is known. Enter one under Provider accounts.'
    const before = await money()
    expect(before).toMatchObject({ converted: null, apart: why })
    expect(before.assumptions.at(-1)).toContain('nothing is converted')
    const nothing = { so_far: null, estimate: null, now: null }
    expect(await cost()).toMatchObject({ data: [{ converted: nothing }], apart: why })

    const rate = { from_currency: 'USD', to_currency: 'EUR', rate: 0.8, as_of: '2026-01-09' }
    await changeRate(t.ctx, rate)
    const after = await money()
    expect(after.currencies).toEqual(before.currencies)
    expect(after.apart).toBeNull()
    expect(after.assumptions.at(-1)).toContain('those of now')
    expect(after.converted).toMatchObject({ currency: 'EUR', rates: [rate] })
    const costOf = (of: string) => before.currencies.find(({ currency }) => currency === of)?.months[1]?.cost_minor ?? 0
    const whole = costOf('EUR') + Math.round(costOf('USD') * 0.8)
    expect(whole).toBeGreaterThan(costOf('EUR'))
    expect(after.converted?.months.map(({ revenue_minor, cost_minor }) => [revenue_minor, cost_minor])).toEqual([
      [0, null],
      ...Array.from({ length: 4 }, () => [1_500, whole]),
    ])
    const [row] = (await cost()).data
    const dollars = row?.amounts.find(({ currency }) => currency === 'USD')
    const euros = row?.amounts.find(({ currency }) => currency === 'EUR')
    const sum = (side: 'so_far_minor' | 'estimate_minor') =>
      (euros?.[side] ?? 0) + Math.round((dollars?.[side] ?? 0) * 0.8)
    expect(row?.converted).toEqual({
      so_far: { currency: 'EUR', amount_minor: sum('so_far_minor'), rates: [rate] },
      estimate: { currency: 'EUR', amount_minor: sum('estimate_minor'), rates: [rate] },
      now: { currency: 'EUR', amount_minor: 840, rates: [rate] },
    })
    expect((await cost()).apart).toBeNull()
    for (const by of ['month', 'organization'] as const) expect((await cost({ by })).apart).toBeNull()
  })

  test('months around a moment: their ends, and now for this one', () => {
    expect(monthsAround('2026-01-15T12:00:00.000Z', { back: 2, ahead: 1 })).toEqual([
      { month: '2025-12', at: '2025-12-31T23:59:59.999Z', projected: false },
      { month: '2026-01', at: '2026-01-15T12:00:00.000Z', projected: false },
      { month: '2026-02', at: '2026-02-28T23:59:59.999Z', projected: true },
    ])
  })
})
