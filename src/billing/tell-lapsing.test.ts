import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { createOrganization } from '../organizations/create-organization.ts'
import { createPlan } from './create-plan.ts'
import { grantSubscription } from './grant-subscription.ts'
import { tellLapsing } from './tell-lapsing.ts'

let t: TestContext
beforeEach(async () => {
  t = await createTestContext()
})
afterEach(() => t.end())

const newSubscription = async () => {
  const organization = await createOrganization(t.ctx, { name: 'Acme' })
  const plan = await createPlan(t.ctx, {
    name: 'Gold',
    price_minor: 100,
    currency: 'EUR',
    retention_days: 7,
    features: [],
    methods: ['native'],
    plan_types: ['basic'],
  })
  return grantSubscription(t.ctx, { organization_id: organization.id, plan_id: plan.id, quantity: 2 })
}
const told = async () =>
  (await t.ctx.db.selectFrom('notices').select('title').orderBy('id').execute()).map(({ title }) => title)

test('an end is told a week and a day before, once each; a later end anew', async () => {
  const { id } = await newSubscription()
  const endAt = (days: number) =>
    t.ctx.db
      .updateTable('subscriptions')
      .set({ ends_at: isoPlusMs(t.clock.now(), days * dayMs) })
      .where('id', '=', id)
      .execute()
  await tellLapsing(t.ctx)
  await endAt(8)
  await tellLapsing(t.ctx)
  expect(await told()).toEqual([])
  t.clock.advanceMs(2 * dayMs)
  await tellLapsing(t.ctx)
  await tellLapsing(t.ctx)
  expect(await told()).toEqual(['Gold ends at 2026-01-23 12:00 UTC'])
  t.clock.advanceMs(5.5 * dayMs)
  await tellLapsing(t.ctx)
  expect(await told()).toHaveLength(2)
  await endAt(5)
  await tellLapsing(t.ctx)
  expect(await told()).toHaveLength(3)
  t.clock.advanceMs(6 * dayMs)
  await tellLapsing(t.ctx)
  expect(await told(), 'what is over is told by what pauses').toHaveLength(3)
})

test('a payment that failed is told at once, and a day before its places stop to count', async () => {
  const { id } = await newSubscription()
  await t.ctx.db
    .updateTable('subscriptions')
    .set({ status: 'past_due', past_due_since: t.clock.now() })
    .where('id', '=', id)
    .execute()
  await tellLapsing(t.ctx)
  await tellLapsing(t.ctx)
  expect(await told()).toEqual(['A payment for Gold failed'])
  t.clock.advanceMs(13.5 * dayMs)
  await tellLapsing(t.ctx)
  expect(await told()).toHaveLength(2)
})
