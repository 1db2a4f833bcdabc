import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newPrices, newProviderAccount, newServer } from '../../../test/helpers/servers.ts'
import { createPlan } from '../../billing/create-plan.ts'
import { grantSubscription } from '../../billing/grant-subscription.ts'
import type { Context } from '../../context.ts'
import { dayMs } from '../../lib/clock.ts'
import { createOrganization } from '../../organizations/create-organization.ts'
import { getCostAnalytics } from './get-cost-analytics.ts'
import { getRevenueAnalytics } from './get-revenue-analytics.ts'
import { getServerStorage } from './get-server-storage.ts'
import { getStorageAnalytics } from './get-storage-analytics.ts'
import { monthsAround } from './months-around.ts'
import { recordUsageDays } from './record-usage-days.ts'
import { CostQuery, RevenueQuery, StorageAnalyticsQuery } from './schema.ts'

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
    const { customers } = await revenue({ by: 'organization' })
    expect(customers.find(({ name }) => name === 'A')).toMatchObject({
      revenue: [{ currency: 'USD', amount_minor: 500 }],
      cost: [{ currency: 'USD', amount_minor: 300 }],
      margin: { currency: 'USD', amount_minor: 200 },
      margin_unknown: null,
    })
    expect(customers.find(({ name }) => name === 'B')).toMatchObject({
      margin: null,
      margin_unknown: 'The amounts are in EUR and USD, which are not added.',
    })
    await addServer(first, null)
    await passDays(1)
    const after = await revenue({ by: 'organization' })
    expect(after.customers.find(({ name }) => name === 'A')).toMatchObject({
      margin: null,
      margin_unknown: expect.stringContaining('not known'),
    })
  })

  test('months around a moment: their ends, and now for this one', () => {
    expect(monthsAround('2026-01-15T12:00:00.000Z', { back: 2, ahead: 1 })).toEqual([
      { month: '2025-12', at: '2025-12-31T23:59:59.999Z', projected: false },
      { month: '2026-01', at: '2026-01-15T12:00:00.000Z', projected: false },
      { month: '2026-02', at: '2026-02-28T23:59:59.999Z', projected: true },
    ])
  })
})
