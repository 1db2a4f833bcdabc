import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newOrganizationRow } from '../../../test/helpers/organizations.ts'
import { newProviderAccount, newServer } from '../../../test/helpers/servers.ts'
import { createPlan } from '../../billing/create-plan.ts'
import { grantSubscription } from '../../billing/grant-subscription.ts'
import type { Context } from '../../context.ts'
import { changePrices } from '../../provider-accounts/prices/change-prices.ts'
import { changeRate } from '../../provider-accounts/rates/change-rate.ts'
import { listProtectionOptions } from './list-protection-options.ts'

let t: TestContext
let customer: string
let server_id: string
let member: Context
const plans: Record<string, string> = {}

beforeAll(async () => {
  t = await createTestContext()
  customer = await newOrganizationRow(t.ctx, 'Customer')
  const caller = {
    kind: 'user' as const,
    operator: false,
    memberships: [{ organization_id: customer, role: 'viewer' as const }],
  }
  member = { ...t.ctx, caller: { ...t.ctx.caller, ...caller } }
  for (const [name, retention_days] of Object.entries({ Short: 7, Long: 30 })) {
    const plan = await createPlan(t.ctx, {
      name,
      retention_days,
      price_minor: retention_days * 100,
      currency: 'USD',
      features: [],
      methods: ['native', 'files'],
      plan_types: ['basic'],
    })
    plans[name] = plan.id
  }
  await changePrices(t.ctx, {
    provider: 'digitalocean',
    as_of: '2026-01-10',
    servers: {},
    native_percent: { day: 30, week: 20 },
    native: null,
    snapshot_gb_month: null,
  })
  const provider_account_id = await newProviderAccount(t.ctx)
  server_id = await newServer(
    t.ctx,
    { organization_id: customer, provider_account_id },
    { size: 's-1', price_minor: 600, currency: 'USD' },
  )
})
afterAll(() => t.end())

test('without a subscription it is about the shortest plan on sale, which is to be paid', async () => {
  const { plan, prices, data } = await listProtectionOptions(t.ctx, { server_id })
  expect(plan).toEqual({
    id: plans.Short,
    name: 'Short',
    price: { amount_minor: 700, currency: 'USD' },
    retention_days: 7,
    covered: false,
  })
  expect(prices).toEqual({ source: 'operator', as_of: '2026-01-10' })
  expect(data.map(({ method, fits }) => [method, fits])).toEqual([
    ['native', true],
    ['native', true],
    ['snapshot', false],
    ['files', true],
  ])
  expect(data[0]).toMatchObject({
    customer_pays: { amount_minor: 700 },
    provider_cost: { money: { amount_minor: 180, currency: 'USD' }, billed_to: 'operators' },
    margin: { amount_minor: 520, currency: 'USD' },
  })
})

test('with one it is about the plan there is a place on, and nothing more is paid', async () => {
  await grantSubscription(t.ctx, { organization_id: customer, plan_id: plans.Long ?? '', quantity: 1 })
  const { plan, data } = await listProtectionOptions(t.ctx, { server_id })
  expect(plan).toMatchObject({ name: 'Long', covered: true })
  expect(data.filter(({ fits }) => fits).map(({ method }) => method)).toEqual(['files'])
  expect(data[0]?.customer_pays).toEqual({ amount_minor: 0, currency: 'USD' })
})

test('a wish is heard, and no method fits that the plan does not let be switched on', async () => {
  const wish = { server_id, plan_id: plans.Long, every: 'day', retention_days: 7 } as const
  const { data } = await listProtectionOptions(t.ctx, wish)
  expect(data.filter(({ fits }) => fits).map(({ method, schedule }) => [method, schedule?.every])).toEqual([
    ['files', 'day'],
  ])
})

test('costs in another currency are converted by the rate that is entered, for operators alone', async () => {
  const rate = { from_currency: 'USD', to_currency: 'EUR', rate: 0.86, as_of: '2026-01-09' }
  const { id } = await createPlan(t.ctx, {
    ...{ name: 'Euros', retention_days: 7, price_minor: 499, currency: 'EUR', features: [] },
    ...{ methods: ['native', 'files'], plan_types: ['basic'] },
  })
  const before = await listProtectionOptions(t.ctx, { server_id, plan_id: id })
  expect(before.rates).toEqual([])
  expect(before.data[0]).toMatchObject({ margin: null, margin_unknown: expect.stringContaining('enters one') })
  await changeRate(t.ctx, rate)
  const { rates, data } = await listProtectionOptions(t.ctx, { server_id, plan_id: id })
  expect(rates).toMatchObject([rate])
  expect(data[0]).toMatchObject({
    provider_cost: { money: { amount_minor: 180, currency: 'USD' }, converted: { amount_minor: 155, currency: 'EUR' } },
    margin: { amount_minor: 344, currency: 'EUR' },
  })
  const theirs = await listProtectionOptions(member, { server_id, plan_id: id })
  expect(theirs.rates).toEqual([])
  expect(JSON.stringify(theirs)).not.toMatch(/0\.86|155/)
})

test('a wish with a time reaches the offers', async () => {
  const schedule = { every: 'day' as const, at: ['02:00'], time_zone: 'Europe/Berlin' }
  const { data } = await listProtectionOptions(t.ctx, { server_id, plan_id: plans.Short, schedule })
  expect(data.find(({ method }) => method === 'files')?.schedule?.run).toEqual(schedule)
})

test('members read what fits and what they pay, and nothing of what the operators do', async () => {
  const { prices, data } = await listProtectionOptions(member, { server_id })
  expect(prices).toBeNull()
  expect(JSON.stringify(data)).not.toContain('180')
  for (const offer of data) expect(offer).toMatchObject({ provider_cost: null, margin: null, margin_unknown: null })
})

test('an unknown plan, and another’s server', async () => {
  const plan_id = `pln_${'0'.repeat(26)}`
  await expect(listProtectionOptions(t.ctx, { server_id, plan_id })).rejects.toMatchObject({ code: 'not_found' })
  const stranger: Context = { ...member, caller: { ...member.caller, memberships: [] } }
  await expect(listProtectionOptions(stranger, { server_id })).rejects.toMatchObject({ code: 'not_found' })
})
