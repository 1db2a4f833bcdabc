import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPlan } from '../../../src/billing/create-plan.ts'
import { grantSubscription } from '../../../src/billing/grant-subscription.ts'
import { refreshFleetSums } from '../../../src/insights/overview/refresh-fleet-sums.ts'
import { recordUsageDays } from '../../../src/insights/storage/record-usage-days.ts'
import { dayMs, testClock } from '../../../src/lib/clock.ts'
import type { MethodOffers } from '../../../src/protections/planner/schema.ts'
import { newApiKey, newOrganization, startTestApp, type TestApp } from '../../helpers/app.ts'
import type { HttpClient } from '../../helpers/http-client.ts'
import { newProviderAccount, newServer } from '../../helpers/servers.ts'
import { newStoredFiles } from '../../helpers/stored-files.ts'

// What a GB costs in a storage location, over HTTP: entered once, and found again wherever file backups have a cost.

const gb = 1_000_000_000
const price = { gb_month: { micros: 20_000, currency: 'EUR' }, as_of: '2026-01-10' }
const clock = testClock()
let app: TestApp
let operator: HttpClient
let member: HttpClient
let organization_id: string
let server_id: string
let repository: Awaited<ReturnType<typeof newStoredFiles>>
beforeAll(async () => {
  app = await startTestApp({ clock })
  organization_id = (await newOrganization(app, 'Aurora')).id
  operator = app.client((await newApiKey(app, { operator: true })).key)
  member = app.client((await newApiKey(app, { organization_id, role: 'owner' })).key)
  // The provider bills the customer; the files lie with the operators all the same.
  const provider_account_id = await newProviderAccount(app.ctx, organization_id)
  server_id = await newServer(app.ctx, { organization_id, provider_account_id })
  const { id: plan_id } = await createPlan(app.ctx, {
    ...{ name: 'Files', retention_days: 30, price_minor: 999, currency: 'EUR', price_as_of: '2026-01-01' },
    ...{ features: [], methods: ['files'], plan_types: ['basic'] },
  })
  await grantSubscription(app.ctx, { organization_id, plan_id, quantity: 1 })
})
afterAll(() => app.stop())

const ofFiles = async (client: HttpClient) => {
  const { status, body } = await client.get(`/api/servers/${server_id}/protection-options`)
  expect(status).toBe(200)
  return (body as MethodOffers).data.find(({ method }) => method === 'files')
}
const locations = async () => (await operator.get('/api/storage-locations')).body.data
const change = (id: string, next: unknown) => operator.patch(`/api/storage-locations/${id}`, { price: next })
const pathOf = ({ body }: { body: { error: { details: { fields: { path: string }[] } } } }) =>
  body.error.details.fields.map(({ path }) => path)
const backUp = async () => {
  repository = await newStoredFiles(app.ctx, {
    ...{ server_id, bytes: 50 * gb, price: null },
    days: [{ day: '2026-01-15', bytes: 50 * gb }],
  })
  const now = clock.now()
  await app.ctx.db
    .insertInto('recovery_points')
    .values({
      ...{ id: app.ctx.ids.make('rcp'), server_id, method: 'files', ref: 'a', source: 'files', taken_at: now },
      ...{ state: 'available', outcome: 'succeeded', size_bytes: 80 * gb, facts: '{}', sample: '[]' },
      ...{ repository_id: repository.repository_id, created_at: now, updated_at: now },
    })
    .execute()
}

test('before anybody entered one, offers say who enters it where; then that the size is not known yet', async () => {
  const [first] = await locations()
  expect(first).toMatchObject({ name: 'This machine', price: null, monthly_cost: null })
  expect((await ofFiles(operator))?.provider_cost).toMatchObject({
    ...{ money: null, billed_to: 'operators' },
    basis: 'What a GB costs in This machine is not entered. An operator enters it under Storage.',
  })
  expect(await change(first.id, price)).toMatchObject({
    status: 200,
    body: { price, monthly_cost: { amount_minor: 0 } },
  })
  expect((await ofFiles(operator))?.provider_cost).toMatchObject({
    ...{ money: null, as_of: '2026-01-10' },
    basis: 'How much the files are is not known before the first backup.',
  })
  const free = { ...price, gb_month: { micros: 0, currency: 'EUR' } }
  expect((await change(first.id, free)).status).toBe(200)
  expect(await ofFiles(operator)).toMatchObject({
    provider_cost: { money: { amount_minor: 0, currency: 'EUR' }, estimate: false },
    margin: { amount_minor: 999, currency: 'EUR' },
  })
})

test('what is no price is refused by its field', async () => {
  const [first] = await locations()
  const refused = async (next: unknown) => {
    const answer = await change(first.id, next)
    expect(answer.status).toBe(400)
    return pathOf(answer)
  }
  expect(await refused({ ...price, as_of: '2026-01-17' })).toEqual(['price.as_of'])
  expect(await refused({ gb_month: { micros: -1, currency: 'euro' }, as_of: 'today' })).toEqual([
    ...['price.gb_month.micros', 'price.gb_month.currency', 'price.as_of'],
  ])
  expect(await refused({ gb_month: price.gb_month })).toEqual(['price.as_of'])
  const add = { name: 'Second', kind: 'disk', failure_domain: 'here', price: { ...price, as_of: '2999-01-01' } }
  const answer = await operator.post('/api/storage-locations', add)
  expect([answer.status, pathOf(answer)]).toEqual([400, ['price.as_of']])
  expect(await locations()).toHaveLength(1)
})

test('files without a price leave the margin as it is, and are counted as not known', async () => {
  await backUp()
  await refreshFleetSums(app.ctx)
  expect((await operator.get('/api/overview')).body).toMatchObject({
    monthly_cost: { amounts: [], known: 0, unknown: 1, prices_as_of: null },
    monthly_revenue: { margin: { amount_minor: 999, currency: 'EUR' } },
  })
  const storage = (await operator.get(`/api/servers/${server_id}/storage-usage`)).body
  expect(storage.month).toMatchObject({ amounts: [], of_files: [], unknown: ['files'], billed_to: 'organization' })
})

test('with one they cost what lies there: in offers, of the server, in the overview, in margins and in analytics', async () => {
  expect(await change(repository.storage_location_id, price)).toMatchObject({
    status: 200,
    body: { price, monthly_cost: { amount_minor: 100, currency: 'EUR' } },
  })
  expect(await ofFiles(operator)).toMatchObject({
    provider_cost: {
      ...{ money: { amount_minor: 100, currency: 'EUR' }, estimate: true, billed_to: 'operators', as_of: '2026-01-10' },
      basis: expect.stringMatching(/^50 GB in loc_\w+ at €0\.02 per GB, by what lies there now$/),
    },
    margin: { amount_minor: 899, currency: 'EUR' },
  })
  // Nobody counts what a repository holds before its first backup.
  const counted = (file_points: number) =>
    app.ctx.db.updateTable('servers').set({ file_points }).where('id', '=', server_id).execute()
  await counted(0)
  expect((await ofFiles(operator))?.provider_cost?.basis).toMatch(/^80 GB in .* by the newest backup of the files$/)
  await counted(1)
  await refreshFleetSums(app.ctx)
  expect((await operator.get('/api/overview')).body).toMatchObject({
    monthly_cost: {
      ...{ amounts: [{ amount_minor: 100, currency: 'EUR' }], known: 1, unknown: 0, prices_as_of: '2026-01-10' },
    },
    monthly_revenue: { margin: { amount_minor: 899, currency: 'EUR' } },
  })
  const margins = (await operator.get('/api/analytics/revenue?by=organization')).body.customers
  expect(margins.find(({ name }: { name: string }) => name === 'Aurora')).toMatchObject({
    ...{ cost: [{ amount_minor: 100, currency: 'EUR' }], unpriced: 0, margin: { amount_minor: 899, currency: 'EUR' } },
  })
  clock.advanceMs(dayMs)
  await recordUsageDays(app.ctx)
  // A day of a month of 31 days: 46 of 100 cents are those of the days up to the 15th and before it was on record.
  const [day] = (await operator.get('/api/analytics/cost')).body.data
  expect(day).toMatchObject({
    ...{ id: 'digitalocean', unpriced: 0, now: { amounts: [{ amount_minor: 100, currency: 'EUR' }], unpriced: 0 } },
    amounts: [{ currency: 'EUR', so_far_minor: 3 }],
  })
  const { month } = (await operator.get(`/api/servers/${server_id}/storage-usage`)).body
  expect(month).toMatchObject({ unknown: [], prices_as_of: '2026-01-10', amounts: [{ so_far_minor: 3 }] })
  expect(month.of_files).toEqual(month.amounts)
})

test('the trail tells before and after; it is the operators’ alone', async () => {
  const { data } = (await operator.get('/api/audit-events?action=storage_location.changed&limit=1')).body
  expect(data).toMatchObject([{ before: { price: null }, after: { price } }])
  expect((await member.get('/api/storage-locations')).status).toBe(403)
  expect((await member.patch(`/api/storage-locations/${repository.storage_location_id}`, { price })).status).toBe(403)
  const theirs = await ofFiles(member)
  expect(theirs).toMatchObject({ provider_cost: null, margin: null, cheapest: null })
  expect(JSON.stringify(theirs)).not.toMatch(/loc_|0\.02/)
  expect((await member.get(`/api/servers/${server_id}/storage-usage`)).body.month).toBeNull()
})
