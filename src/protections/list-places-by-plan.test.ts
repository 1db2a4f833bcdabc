import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newOrganizationRow } from '../../test/helpers/organizations.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { createPlan } from '../billing/create-plan.ts'
import { grantSubscription } from '../billing/grant-subscription.ts'
import { listPlacesByPlan } from './list-places-by-plan.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const newPlan = async (name: string) =>
  (
    await createPlan(t.ctx, {
      name,
      price_minor: 499,
      currency: 'EUR',
      retention_days: 7,
      features: [],
      methods: ['native', 'files'],
      plan_types: ['basic'],
    })
  ).id

const takePlace = async (server_id: string, plan_id: string, method: 'native' | 'files') => {
  const now = t.clock.now()
  const on = { desired_state: 'on', observed_state: 'on', phase: 'idle' } as const
  await t.ctx.db
    .insertInto('protections')
    .values({ id: t.ctx.ids.make('prt'), server_id, method, plan_id, ...on, created_at: now, updated_at: now })
    .execute()
}

test('places of all organizations together, and servers counted once however many ways they are backed up', async () => {
  const [plan, unused] = [await newPlan('7 days'), await newPlan('14 days')]
  const one = await newOrganizationRow(t.ctx, 'One')
  const other = await newOrganizationRow(t.ctx, 'Other')
  await grantSubscription(t.ctx, { organization_id: one, plan_id: plan, quantity: 3 })
  await grantSubscription(t.ctx, { organization_id: other, plan_id: plan, quantity: 2 })
  const provider_account_id = await newProviderAccount(t.ctx)
  const first = await newServer(t.ctx, { organization_id: one, provider_account_id })
  const second = await newServer(t.ctx, { organization_id: other, provider_account_id })
  await takePlace(first, plan, 'native')
  await takePlace(first, plan, 'files')
  await takePlace(second, plan, 'native')
  const { data } = await listPlacesByPlan(t.ctx)
  expect(data).toEqual([{ plan_id: plan, organizations: 2, places: 5, places_used: 2 }])
  expect(data.some(({ plan_id }) => plan_id === unused)).toBe(false)
})

test('is for operators', async () => {
  const caller = { ...t.ctx.caller, kind: 'user' as const, operator: false, memberships: [] }
  await expect(async () => listPlacesByPlan({ ...t.ctx, caller })).rejects.toMatchObject({ code: 'forbidden' })
})
