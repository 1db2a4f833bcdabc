import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defaultFileSettings } from '../../src/protections/default-file-settings.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { createFakeCloud, type FakeCloud } from '../helpers/fake-provider.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { arrangeServers } from '../helpers/protected-servers.ts'

// What a toggle may say beside the switch itself (S4 with the contract's optional fields).

let app: TestApp
let cloud: FakeCloud
let customer: HttpClient
let organization_id: string
let server_id: string
let subscription_id: string

beforeAll(async () => {
  cloud = createFakeCloud()
  app = await startTestApp({ providers: cloud.providers })
})
afterAll(() => app?.stop())

let count = 0
beforeEach(async () => {
  Object.assign(cloud, { servers: [], switching: null, points: [], native: {}, action: 'succeeded' })
  cloud.calls.length = 0
  count += 1
  organization_id = (await newOrganization(app, `Customer ${count}`)).id
  const arranged = await arrangeServers(app.ctx, cloud, organization_id, { servers: 1, places: 1 })
  server_id = arranged.server_ids[0] ?? ''
  subscription_id = arranged.subscription_id
  await app.ctx.db
    .updateTable('plans')
    .set({ methods: ['native', 'files'] })
    .where('id', '=', arranged.plan_id)
    .execute()
  customer = (await signedInPerson(app, { name: 'Customer', memberships: { [organization_id]: 'owner' } })).client
})

const toggle = (input: object) => customer.post(`/api/servers/${server_id}/toggle-backups`, { enable: true, ...input })
const files = async () => (await customer.get(`/api/servers/${server_id}/protections/files`)).body
const methodsOn = async () => {
  const rows = await app.ctx.db
    .selectFrom('protections')
    .select('method')
    .where('server_id', '=', server_id)
    .where('desired_state', '=', 'on')
    .execute()
  return rows.map(({ method }) => method).sort()
}
const schedule = { every: 'day', at: ['04:30'], time_zone: 'Europe/Berlin' }

test('files begin with the schedule, the folders and the retention that the toggle names', async () => {
  const answer = await toggle({ methods: ['files'], schedule, retention: { last: 3 }, paths: ['/srv/data'] })
  expect(answer.status, answer.text).toBe(202)
  expect(answer.body).toEqual({
    success: true,
    message: expect.stringContaining('Install the agent'),
    server_id,
    backups_enabled: false,
    run_id: expect.any(String),
  })
  expect(await files()).toMatchObject({
    ...{ desired_state: 'on', schedule, retention: { last: 3 } },
    settings: { paths: ['/srv/data'], excludes: defaultFileSettings().excludes },
  })
})

test('said again it changes what it says, and nothing else', async () => {
  await toggle({ methods: ['files'], schedule, settings: { paths: ['/srv/data'], excludes: ['*.tmp'] } })
  const again = await toggle({ methods: ['files'], retention_days: 5, paths: ['/home'] })
  expect(again.status, again.text).toBe(202)
  expect(await files()).toMatchObject({
    ...{ schedule, retention: { daily: 5 } },
    settings: { paths: ['/home'], excludes: ['*.tmp'] },
  })
})

test('without methods, what only files take chooses files; days alone choose what keeps them', async () => {
  expect((await toggle({ retention_days: 14 })).body).toMatchObject({ success: true, backups_enabled: true })
  expect(await methodsOn()).toEqual(['native'])
  expect((await toggle({ schedule })).status).toBe(202)
  expect(await methodsOn()).toEqual(['files', 'native'])
})

test('the provider’s own backups take no schedule, no folders and no rules: refused in words, nothing sent', async () => {
  for (const option of [
    { schedule },
    { paths: ['/srv'] },
    { settings: { paths: ['/srv'] } },
    { retention: { daily: 3 } },
  ]) {
    const [name = ''] = Object.keys(option)
    const answer = await toggle({ methods: ['native'], ...option })
    expect(answer, name).toMatchObject({
      status: 409,
      body: { success: false, backups_enabled: false, server_id, error: { code: 'method_unavailable' } },
    })
    expect(answer.body.message).toContain(name)
    expect(answer.body.message).toContain('["files"]')
  }
  const tooLong = await toggle({ methods: ['native'], retention_days: 60 })
  expect(tooLong).toMatchObject({ status: 409, body: { error: { details: { asked_days: 60, kept_days: 28 } } } })
  expect(await methodsOn()).toEqual([])
  expect(cloud.calls).toEqual([])
})

test('no plan sells more days than it promises', async () => {
  const answer = await toggle({ methods: ['files'], retention_days: 8 })
  expect(answer).toMatchObject({
    ...{ status: 409, body: { error: { code: 'method_unavailable', details: { promised_days: 7, asked_days: 8 } } } },
  })
})

test('without a subscription nothing of it stays', async () => {
  await app.ctx.db.updateTable('subscriptions').set({ status: 'canceled' }).where('id', '=', subscription_id).execute()
  const answer = await toggle({ methods: ['files'], schedule, paths: ['/srv'] })
  expect(answer).toMatchObject({ status: 402, body: { success: false, error: { code: 'subscription_required' } } })
  expect((await customer.get(`/api/servers/${server_id}/protections/files`)).status).toBe(404)
})

test('what contradicts itself, or comes with switching off, is refused with what to leave out', async () => {
  const refusals: [object, string][] = [
    [{ retention_days: 3, retention: { daily: 3 } }, 'either retention_days or retention'],
    [{ settings: { paths: ['/a'] }, paths: ['/a'] }, 'either settings or paths'],
    [{ enable: false, schedule, retention_days: 3 }, 'retention_days, schedule'],
    [{ methods: ['files'], paths: ['relative'] }, 'absolute path'],
  ]
  for (const [input, words] of refusals) {
    const answer = await toggle(input)
    expect(answer, words).toMatchObject({ status: 400, body: { success: false, error: { code: 'invalid_request' } } })
    expect(answer.body.message).toContain(words)
  }
  expect((await toggle({ schedule: { every: 'day', at: ['25:00'], time_zone: 'UTC' } })).status).toBe(400)
})
