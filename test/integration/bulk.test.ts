import { afterAll, beforeAll, expect, test } from 'vitest'
import { continueBulk } from '../../src/bulk/continue-bulk.ts'
import { changeServer } from '../../src/servers/change-server.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { createFakeCloud, type FakeCloud } from '../helpers/fake-provider.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'
import { arrangeServers, arrangeSubscription } from '../helpers/protected-servers.ts'

let app: TestApp
let cloud: FakeCloud
let customer: HttpClient
let servers: string[]

beforeAll(async () => {
  cloud = createFakeCloud()
  app = await startTestApp({ providers: cloud.providers })
  const { id } = await newOrganization(app, 'Bulk')
  servers = (await arrangeServers(app.ctx, cloud, id, { servers: 5, places: 3 })).server_ids
  customer = (await signedInPerson(app, { name: 'Bulk', memberships: { [id]: 'manager' } })).client
})
afterAll(() => app?.stop())

const work = (run_id: string) => continueBulk(app.ctx, { run_id, turn: 0, idle: 0 })
const enabled = () => cloud.calls.filter((call) => call === 'enableNative').length

test('many servers in one run: each gets what a single toggle would give, and says how it fared', async () => {
  const started = await customer.post('/api/bulk/toggle-backups', { enable: true, server_ids: servers })
  expect(started, started.text).toMatchObject({ status: 202, body: { servers: 5 } })
  const { run_id } = started.body
  await work(run_id)
  expect((await customer.get(`/api/runs/${run_id}`)).body).toMatchObject({
    kind: 'bulk',
    state: 'finished',
    outcome: 'warning',
    stats: { done: 3, refused: 2, waiting: 0 },
  })
  const items = (await customer.get(`/api/bulk/runs/${run_id}/servers?state=refused`)).body.data
  expect(items).toHaveLength(2)
  expect(items[0]).toMatchObject({ code: 'no_places_left', server_name: expect.stringContaining('host-') })
  const log = (await customer.get(`/api/runs/${run_id}/log`)).body.data.map(({ message }: Json) => message)
  for (const { server_name } of items)
    expect(log).toContainEqual(expect.stringMatching(`^${server_name}: All 3 places`))
  expect((await customer.get(`/api/runs/${run_id}`)).body.error.message).toMatch(/^2 servers were refused/)
  expect(enabled()).toBe(3)
  // Delivered once more, as after a crash: nothing happens twice.
  await work(run_id)
  expect(enabled()).toBe(3)
})

test('one server is one server', async () => {
  const [refused] = (await customer.get('/api/servers?backups=disabled')).body.data
  const { run_id } = (await customer.post('/api/bulk/toggle-backups', { enable: true, server_ids: [refused.id] })).body
  await work(run_id)
  expect((await customer.get(`/api/runs/${run_id}`)).body).toMatchObject({
    stats: { refused: 1 },
    error: { message: '1 server was refused; the log names it with the reason.' },
  })
})

test('a cancelled run stops between two servers', async () => {
  const { run_id } = (
    await customer.post('/api/bulk/toggle-backups', { enable: false, filter: { backups: 'enabled' } })
  ).body
  await customer.post(`/api/runs/${run_id}/cancel`)
  await work(run_id)
  expect((await customer.get(`/api/runs/${run_id}`)).body.outcome).toBe('cancelled')
})

test('what is nobody of mine, nothing, or said twice over is refused before anything starts', async () => {
  const other = await newOrganization(app, 'Other')
  const [foreign] = (await arrangeServers(app.ctx, cloud, other.id, { servers: 1, places: 1 })).server_ids
  const post = (body: object) => customer.post('/api/bulk/toggle-backups', { enable: true, ...body })
  expect((await post({ server_ids: [servers[0], foreign] })).status).toBe(404)
  expect((await post({})).status).toBe(400)
  expect((await post({ server_ids: servers, filter: {} })).status).toBe(400)
  expect((await post({ filter: { q: 'no such server' } })).status).toBe(400)
})

test('many servers are marked as critical in one step, each with its audit event', async () => {
  const mark = (critical: boolean) => customer.post('/api/bulk/mark-critical', { server_ids: servers, critical })
  expect((await mark(true)).body).toEqual({ changed: 5, unchanged: 0 })
  expect((await mark(true)).body).toEqual({ changed: 0, unchanged: 5 })
  const rows = await app.ctx.db.selectFrom('servers').select(['id', 'critical']).where('id', 'in', servers).execute()
  expect(rows.every(({ critical }) => critical)).toBe(true)
  const events = await app.ctx.db
    .selectFrom('audit_events')
    .select(['target_id', 'before', 'after'])
    .where('action', '=', 'server.changed')
    .execute()
  expect(events).toHaveLength(5)
  expect(events[0]).toMatchObject({ before: { critical: false }, after: { critical: true } })
})

test('a server that went to another organization meanwhile, and one whose manager is none any more, are left alone', async () => {
  const [from, to] = [await newOrganization(app, 'From'), await newOrganization(app, 'To')]
  const arranged = await arrangeServers(app.ctx, cloud, from.id, { servers: 2, places: 2 })
  await arrangeSubscription(app.ctx, { organization_id: to.id, plan_id: arranged.plan_id, quantity: 2 })
  const { client, id } = await signedInPerson(app, { name: 'Was', memberships: { [from.id]: 'manager' } })
  const start = async () =>
    (await client.post('/api/bulk/toggle-backups', { enable: true, server_ids: arranged.server_ids })).body.run_id
  const outcomes = async (run_id: string) => {
    await work(run_id)
    const items = (await app.ctx.db
      .selectFrom('bulk_items')
      .select(['state', 'code'])
      .where('run_id', '=', run_id)
      .execute()) as Json[]
    return items.map(({ state, code }) => [state, code]).sort()
  }
  const removedLater = await start()
  await app.ctx.db.updateTable('members').set({ role: 'viewer' }).where('user_id', '=', id).execute()
  const before = enabled()
  expect(await outcomes(removedLater)).toEqual([
    ['refused', 'forbidden'],
    ['refused', 'forbidden'],
  ])
  expect(enabled()).toBe(before)

  await app.ctx.db.updateTable('members').set({ role: 'manager' }).where('user_id', '=', id).execute()
  const given = await start()
  await changeServer(app.ctx, { server_id: arranged.server_ids[0] ?? '', organization_id: to.id })
  expect(await outcomes(given)).toEqual([
    ['done', null],
    ['refused', 'not_found'],
  ])
  expect(enabled()).toBe(before + 1)
})
