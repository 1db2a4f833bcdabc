import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newFileProtection } from '../../../test/helpers/file-servers.ts'
import { newPrices, newProviderAccount, newServer } from '../../../test/helpers/servers.ts'
import { newStoredFiles } from '../../../test/helpers/stored-files.ts'
import { changePlan } from '../../billing/change-plan.ts'
import { createPlan } from '../../billing/create-plan.ts'
import { grantSubscription } from '../../billing/grant-subscription.ts'
import { createOrganization } from '../../organizations/create-organization.ts'
import { changeRate } from '../../provider-accounts/rates/change-rate.ts'
import { getServerMargin } from './get-server-margin.ts'

const gb = 1_000_000_000
let t: TestContext
let organization_id: string
let plan_id: string
beforeEach(async () => {
  t = await createTestContext()
  organization_id = (await createOrganization(t.ctx, { name: 'Aurora' })).id
  await newPrices(t.ctx, { micros: 60_000, currency: 'USD' })
  const plan = { name: 'Standard', retention_days: 7, price_minor: 999, currency: 'USD', price_as_of: '2026-01-01' }
  plan_id = (await createPlan(t.ctx, { ...plan, features: [], methods: ['native', 'files'], plan_types: ['basic'] })).id
  await grantSubscription(t.ctx, { organization_id, plan_id, quantity: 3 })
})
afterEach(() => t.end())

const addServer = async (own_account: boolean, native_state: 'on' | 'off') =>
  newServer(
    t.ctx,
    {
      organization_id,
      provider_account_id: await newProviderAccount(t.ctx, own_account ? organization_id : null),
    },
    { native_state, price_minor: 2_400, currency: 'USD' },
  )
const protect = (server_id: string, extra: object = {}) =>
  newFileProtection(t.ctx, server_id, { method: 'native', schedule: null, plan_id, ...extra })
const addSnapshot = (server_id: string, size_bytes: number | null) =>
  t.ctx.db
    .insertInto('recovery_points')
    .values({
      ...{ id: t.ctx.ids.make('rcp'), server_id, method: 'snapshot' as const, ref: `${size_bytes}`, source: 'image' },
      ...{ taken_at: t.clock.now(), state: 'available' as const, outcome: 'succeeded' as const, size_bytes },
      ...{ facts: '{}', sample: '[]', created_at: t.clock.now(), updated_at: t.clock.now() },
    })
    .execute()
const margin = (server_id: string) => {
  t.clock.advanceMs(1)
  return getServerMargin(t.ctx, { server_id })
}

test('what each method costs now, what the place brings, and what is left', async () => {
  const server_id = await addServer(false, 'on')
  await protect(server_id)
  await addSnapshot(server_id, 100 * gb)
  await addSnapshot(server_id, null)
  expect(await margin(server_id)).toEqual({
    charges: [
      {
        ...{ method: 'native', charged: true, as_of: '2026-01-01' },
        ...{ money: { amount_minor: 720, currency: 'USD' }, basis: '30 % of $24.00' },
      },
      {
        ...{ method: 'snapshot', charged: true, as_of: '2026-01-01' },
        ...{
          money: { amount_minor: 600, currency: 'USD' },
          basis: '100 GB at $0.06 per GB, without 1 of unknown size',
        },
      },
    ],
    billed_to: 'operators',
    sold: { plan_name: 'Standard', money: { amount_minor: 999, currency: 'USD' } },
    cost: [{ amount_minor: 1_320, currency: 'USD' }],
    ...{ margin: { amount_minor: -321, currency: 'USD' }, margin_unknown: null, margin_rates: [] },
  })
})

test('what was switched off elsewhere has the price that it would have again, and costs nothing until then', async () => {
  const server_id = await addServer(false, 'off')
  await protect(server_id, { observed_state: 'off' })
  expect(await margin(server_id)).toMatchObject({
    charges: [{ method: 'native', charged: false, money: { amount_minor: 720 } }],
    cost: [],
    margin: { amount_minor: 999 },
  })
})

test('a customer’s own account costs the operators its files only, in their currency where a rate is entered', async () => {
  const server_id = await addServer(true, 'on')
  await protect(server_id)
  await newStoredFiles(t.ctx, {
    ...{ server_id, bytes: 50 * gb, days: [{ day: '2026-01-15', bytes: 50 * gb }] },
    price: { micros: 20_000, currency: 'EUR' },
  })
  const before = await margin(server_id)
  expect(before).toMatchObject({ billed_to: 'organization', margin: null })
  expect(before.margin_unknown).toMatch('no rate between EUR and USD is known')
  await changeRate(t.ctx, { from_currency: 'EUR', to_currency: 'USD', rate: 1.5, as_of: '2026-01-01' })
  expect(await margin(server_id)).toMatchObject({
    charges: [{ method: 'native' }, { method: 'files', money: { amount_minor: 100, currency: 'EUR' } }],
    cost: [{ amount_minor: 100, currency: 'EUR' }],
    margin: { amount_minor: 849, currency: 'USD' },
    margin_rates: [{ from_currency: 'EUR', rate: 1.5 }],
  })
})

test('without a price of its images there is no margin; without a place nothing is sold; members see none of it', async () => {
  const server_id = await addServer(false, 'on')
  await t.ctx.db.updateTable('servers').set({ price_minor: null, currency: null }).where('id', '=', server_id).execute()
  const unknown = await margin(server_id)
  expect(unknown).toMatchObject({ sold: null, margin: null, charges: [{ money: null }] })
  expect(unknown.margin_unknown).toMatch('What 1 of the backups cost is not known.')
  const caller = { ...t.ctx.caller, kind: 'user' as const, operator: false, memberships: [] }
  await expect(getServerMargin({ ...t.ctx, caller }, { server_id })).rejects.toMatchObject({ code: 'forbidden' })
})

test('a place is sold at what its subscription agreed on, whatever the plan costs since', async () => {
  const server_id = await addServer(false, 'off')
  await protect(server_id)
  await changePlan(t.ctx, { plan_id, price_minor: 1_999 })
  expect((await margin(server_id)).sold?.money.amount_minor).toBe(999)
  await grantSubscription(t.ctx, { organization_id, plan_id, quantity: 1 })
  expect((await margin(server_id)).sold?.money.amount_minor).toBe((3 * 999 + 1_999) / 4)
})
