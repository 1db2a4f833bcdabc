import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newOrganizationRow } from '../../test/helpers/organizations.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import type { Context } from '../context.ts'
import { bulkAdopt } from './bulk-adopt.ts'
import { changeServer } from './change-server.ts'
import { getServer } from './get-server.ts'
import { listServers } from './list-servers.ts'
import type { ServerProtection } from './schema.ts'

let t: TestContext
let customer: string
let owner: { organization_id: string; provider_account_id: string }
beforeAll(async () => {
  t = await createTestContext()
  customer = await newOrganizationRow(t.ctx, 'Customer')
  owner = { organization_id: t.house_id, provider_account_id: await newProviderAccount(t.ctx) }
})
afterAll(() => t.end())

const manager = (): Context => ({
  ...t.ctx,
  caller: {
    ...t.ctx.caller,
    kind: 'user',
    operator: false,
    memberships: [{ organization_id: customer, role: 'manager' }],
  },
})
const auditOf = (target_id: string) =>
  t.ctx.db
    .selectFrom('audit_events')
    .select(['action', 'organization_id', 'before', 'after'])
    .where('target_id', '=', target_id)
    .orderBy('id')
    .execute()

test('a server goes to a customer; each side reads its own half of it', async () => {
  const server_id = await newServer(t.ctx, owner)
  const changed = await changeServer(t.ctx, { server_id, organization_id: customer, plan_type: 'pro' })
  expect(changed).toMatchObject({ organization_id: customer, organization_name: 'Customer', plan_type: 'pro' })
  expect(await auditOf(server_id)).toMatchObject([
    { action: 'server.given_away', organization_id: t.house_id, before: { organization_id: t.house_id }, after: null },
    { action: 'server.adopted', organization_id: customer, before: null, after: { organization_id: customer } },
    {
      action: 'server.changed',
      organization_id: customer,
      before: { plan_type: 'basic' },
      after: { plan_type: 'pro' },
    },
  ])
  expect(await changeServer(t.ctx, { server_id, organization_id: customer })).toMatchObject(changed)
  expect(await auditOf(server_id), 'what is so already leaves no trace').toHaveLength(3)
})

test('a manager renames and marks; what is sold is for operators', async () => {
  const server_id = await newServer(t.ctx, { ...owner, organization_id: customer })
  expect(await changeServer(manager(), { server_id, name: 'Shop', critical: true })).toMatchObject({
    name: 'Shop',
    critical: true,
  })
  for (const change of [{ plan_type: 'pro' }, { organization_id: t.house_id }])
    await expect(changeServer(manager(), { server_id, ...change })).rejects.toMatchObject({ code: 'forbidden' })
  const foreign = await newServer(t.ctx, owner)
  await expect(changeServer(manager(), { server_id: foreign, name: 'Mine' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

const protection: ServerProtection = {
  method: 'native',
  desired_state: 'on',
  observed_state: 'on',
  phase: 'idle',
  reason: null,
  drift: false,
  plan_id: 'pln_00000000000000000000000000',
  retention_days: 7,
  beyond_subscription: false,
}
const placed = { backups_enabled: true, protections: JSON.stringify([protection]) }

test('backups that were on before Backstay knew the server go along, since they take no place', async () => {
  const found = { ...protection, desired_state: 'off' as const, drift: true, plan_id: null }
  const extra = { backups_enabled: true, protections: JSON.stringify([found]) }
  const server_id = await newServer(t.ctx, owner, extra)
  expect(await changeServer(t.ctx, { server_id, organization_id: customer })).toMatchObject({
    organization_id: customer,
  })
})

test('one with a place of its organization, or from an account of its organization, stays where it is', async () => {
  const on = await newServer(t.ctx, owner, placed)
  await expect(changeServer(t.ctx, { server_id: on, organization_id: customer })).rejects.toMatchObject({
    code: 'server_protected',
  })
  const own = await newProviderAccount(t.ctx, customer)
  const theirs = await newServer(t.ctx, { organization_id: customer, provider_account_id: own })
  await expect(changeServer(t.ctx, { server_id: theirs, organization_id: t.house_id })).rejects.toMatchObject({
    code: 'conflict',
  })
  const nobody = t.ctx.ids.make('org')
  await expect(changeServer(t.ctx, { server_id: on, organization_id: nobody })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('many at once: those that cannot go are told, the others go', async () => {
  const free = [await newServer(t.ctx, owner), await newServer(t.ctx, owner)]
  const on = await newServer(t.ctx, owner, placed)
  const there = await newServer(t.ctx, { ...owner, organization_id: customer })
  const unknown = t.ctx.ids.make('srv')
  const adopted = await bulkAdopt(t.ctx, { server_ids: [...free, on, there, unknown], organization_id: customer })
  expect(adopted).toMatchObject({ adopted: 2, unchanged: 1, refused_count: 2 })
  expect(adopted.refused.map(({ server_id }) => server_id).sort()).toEqual([on, unknown].sort())
  for (const id of free)
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(['server.given_away', 'server.adopted'])
  await expect(bulkAdopt(manager(), { server_ids: free, organization_id: customer })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(bulkAdopt(t.ctx, { organization_id: customer })).rejects.toMatchObject({ code: 'invalid_request' })
})

test('by filter', async () => {
  const organization_id = await newOrganizationRow(t.ctx, 'Second')
  for (const name of ['shop-1', 'shop-2', 'blog']) await newServer(t.ctx, owner, { name })
  expect(
    await bulkAdopt(t.ctx, { filter: { q: 'shop-', organization_id: t.house_id }, organization_id }),
  ).toMatchObject({ adopted: 2 })
  const { data } = await listServers(t.ctx, { organization_id, limit: 10, sort: 'name' })
  expect(data.map(({ name }) => name)).toEqual(['shop-1', 'shop-2'])
})

const newPlan = async (plan_types: string[]) => {
  const id = t.ctx.ids.make('pln')
  const now = t.ctx.clock.now()
  const facts = { price_minor: 499, currency: 'EUR', price_as_of: '2026-11-01', retention_days: 7, features: [] }
  await t.ctx.db
    .insertInto('plans')
    .values({ id, name: id, ...facts, methods: ['native'], plan_types, created_at: now, updated_at: now })
    .execute()
  return id
}
const subscriptionsOn = (plan_id: string) =>
  t.ctx.db
    .selectFrom('subscriptions')
    .select(['organization_id', 'quantity', 'status', 'source'])
    .where('plan_id', '=', plan_id)
    .execute()

test('places are chosen while the plan type is upgraded: both are written, once, and backups stay as they are (S1, S2)', async () => {
  const server_id = await newServer(t.ctx, { ...owner, organization_id: customer })
  const plan_id = await newPlan(['pro'])
  const upgrade = { server_id, plan_type: 'pro', backup_addon: { plan_id, quantity: 2 } }
  const changed = await changeServer(t.ctx, upgrade)
  expect(changed).toMatchObject({ plan_type: 'pro', backups_enabled: false, protections: [] })
  const places = [{ organization_id: customer, quantity: 2, status: 'active', source: 'addon' }]
  expect(await subscriptionsOn(plan_id)).toEqual(places)
  // Sent once more, as after an answer that never came.
  await expect(changeServer(t.ctx, upgrade)).rejects.toMatchObject({ code: 'conflict' })
  expect(await subscriptionsOn(plan_id)).toEqual(places)
})

test('an add-on that cannot be leaves the plan type as it was', async () => {
  const server_id = await newServer(t.ctx, { ...owner, organization_id: customer })
  const [plan_id, other, retired] = [await newPlan(['pro']), await newPlan(['storage']), await newPlan(['pro'])]
  await t.ctx.db.updateTable('plans').set({ retired_at: t.ctx.clock.now() }).where('id', '=', retired).execute()
  const upgrade = (plan: string, extra: object = { plan_type: 'pro' }) => ({
    server_id,
    backup_addon: { plan_id: plan, quantity: 1 },
    ...extra,
  })
  const fields = (path: string) => ({ code: 'invalid_request', details: { fields: [{ path }] } })
  await expect(changeServer(t.ctx, upgrade(other))).rejects.toMatchObject(fields('backup_addon.plan_id'))
  await expect(changeServer(t.ctx, upgrade(t.ctx.ids.make('pln')))).rejects.toMatchObject(
    fields('backup_addon.plan_id'),
  )
  await expect(changeServer(t.ctx, upgrade(plan_id, { critical: true }))).rejects.toMatchObject(fields('plan_type'))
  await expect(changeServer(t.ctx, upgrade(retired))).rejects.toMatchObject({ code: 'plan_retired' })
  await expect(changeServer(manager(), upgrade(plan_id))).rejects.toMatchObject({ code: 'forbidden' })
  expect(await getServer(t.ctx, { server_id })).toMatchObject({ plan_type: 'basic', critical: false })
  for (const plan of [plan_id, other, retired]) expect(await subscriptionsOn(plan)).toEqual([])
})
