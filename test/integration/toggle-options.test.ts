import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/context.ts'
import { agentEnrolled } from '../../src/protections/agent-enrolled.ts'
import { defaultFileSettings } from '../../src/protections/default-file-settings.ts'
import { writeProtection } from '../../src/protections/write-protection.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { createFakeCloud, type FakeCloud, providerError } from '../helpers/fake-provider.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { arrangeServers } from '../helpers/protected-servers.ts'

// What a toggle may say beside the switch itself (S4 with the contract's optional fields).

let app: TestApp
let cloud: FakeCloud
let customer: HttpClient
let organization_id: string
let server_id: string
let subscription_id: string
let plan_id: string

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
  plan_id = arranged.plan_id
  await app.ctx.db
    .updateTable('plans')
    .set({ methods: ['native', 'files'] })
    .where('id', '=', plan_id)
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

test('files that wait for their agent are switched off with all others at once: the waiting ends, and the place is free', async () => {
  const { body } = await toggle({ methods: ['files'] })
  expect(body.message).toContain('Install the agent')
  const run = async () => (await customer.get(`/api/runs/${body.run_id}`)).body
  expect(await run()).toMatchObject({ kind: 'enable', state: 'running' })
  const off = await toggle({ enable: false })
  expect(off.status, off.text).toBe(200)
  expect(off.body).toMatchObject({ success: true, backups_enabled: false })
  expect(await run()).toMatchObject({ state: 'finished', outcome: 'cancelled', error: { code: 'superseded' } })
  expect(await files()).toMatchObject({
    desired_state: 'off',
    phase: 'idle',
    reason: null,
    plan_id: null,
    next_run_at: null,
  })
  expect(cloud.calls.filter((call) => JSON.stringify(call).includes('Native'))).toEqual([])
  // An agent that comes after all begins nothing that nobody wants.
  await inTransaction(app.ctx, (ctx) => agentEnrolled(ctx, { server_id }))
  expect(await files()).toMatchObject({ desired_state: 'off', phase: 'idle' })
  const repeated = await toggle({ enable: false })
  expect(repeated.status).toBe(200)

  await toggle({ methods: ['native', 'files'] })
  const both = await toggle({ enable: false, confirm: (await customer.get(`/api/servers/${server_id}`)).body.name })
  expect(both.status, both.text).toBe(200)
  expect(await methodsOn()).toEqual([])
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

test('the provider’s own backups take no folders and no rules: refused in words, nothing sent', async () => {
  for (const option of [{ paths: ['/srv'] }, { settings: { paths: ['/srv'] } }, { retention: { daily: 3 } }]) {
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

test('the provider’s own backups take one a day or a week, in the window that holds the time', async () => {
  const weekly = { every: 'week', weekdays: ['friday'], at: ['05:00'], time_zone: 'UTC' }
  expect(await toggle({ methods: ['native'], schedule: weekly })).toMatchObject({ status: 200 })
  const native = { every: 'week', weekday: 'friday', hour: 4 }
  expect((await customer.get(`/api/servers/${server_id}`)).body.native).toMatchObject({ state: 'on', schedule: native })
  const [protection] = await app.ctx.db
    .selectFrom('protections')
    .selectAll()
    .where('server_id', '=', server_id)
    .execute()
  expect(protection).toMatchObject({ schedule: native, retention_days: 28 })
  const calls = cloud.calls.length
  expect(await toggle({ methods: ['native'], schedule: weekly })).toMatchObject({ status: 200 })
  const other = await toggle({ methods: ['native'], schedule: { every: 'day', at: ['02:00'], time_zone: 'UTC' } })
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'method_unavailable' }, backups_enabled: true } })
  expect(other.body.message).toContain('at other times')
  expect(cloud.calls.slice(calls).filter((call) => /native/i.test(JSON.stringify(call)))).toEqual([])
})

test('beside files that keep what the plan promises, the provider’s own backups may be added; by themselves they may not', async () => {
  await app.ctx.db.updateTable('plans').set({ retention_days: 60 }).where('id', '=', plan_id).execute()
  expect(await toggle({ methods: ['native'] })).toMatchObject({ status: 409, body: { success: false } })
  expect(await methodsOn()).toEqual([])
  expect(await toggle({ methods: ['files', 'native'] })).toMatchObject({ body: { success: true } })
  expect(await methodsOn()).toEqual(['files', 'native'])
  // One place for both, and what each really keeps.
  const rows = (await customer.get(`/api/servers/${server_id}/protections`)).body.data
  expect(rows.find((row: { method: string }) => row.method === 'native')).toMatchObject({ plan_id, retention_days: 28 })
})

/** The first backup of files as an agent would have made it. */
const filesAreOn = async () => {
  const protection = await app.ctx.db
    .selectFrom('protections')
    .selectAll()
    .where('server_id', '=', server_id)
    .where('method', '=', 'files')
    .executeTakeFirstOrThrow()
  await writeProtection(app.ctx, protection.id, { observed_state: 'on', phase: 'idle', reason: null })
}
const deleteMethod = (method: string, query = '') =>
  customer.delete(`/api/servers/${server_id}/protections/${method}${query}`)

test('switching off acts on the methods named, asks of those alone, and the server stays on by the others', async () => {
  await toggle({ methods: ['files', 'native'] })
  await filesAreOn()
  cloud.points = [
    { ref: '1', kind: 'native', name: 'A', created_at: '2026-01-04T00:00:00.000Z', size_bytes: 1, expires_at: null },
  ]
  const off = await toggle({ enable: false, methods: ['files'] })
  expect(off).toMatchObject({ status: 200, body: { success: true, backups_enabled: true } })
  expect(off.body.message).toBe('Switched off. Another method goes on with backups.')
  expect(await methodsOn()).toEqual(['native'])
  expect(cloud.calls).not.toContain('disableNative')
  await toggle({ methods: ['files'] })
  const asked = await toggle({ enable: false, methods: ['native'] })
  expect(asked).toMatchObject({ status: 409, body: { error: { code: 'would_destroy_recovery_points' } } })
  expect(await methodsOn()).toEqual(['files', 'native'])
})

test('DELETE of one method is the same call: it asks for the name, and the others go on', async () => {
  await toggle({ methods: ['files', 'native'] })
  await filesAreOn()
  cloud.points = [
    { ref: '1', kind: 'native', name: 'A', created_at: '2026-01-04T00:00:00.000Z', size_bytes: 1, expires_at: null },
  ]
  const asked = await deleteMethod('native')
  expect(asked).toMatchObject({
    status: 409,
    body: { success: false, backups_enabled: true, error: { code: 'would_destroy_recovery_points' } },
  })
  const off = await deleteMethod('native', `?confirm=${asked.body.error.details.confirm}`)
  expect(off, off.text).toMatchObject({ status: 200, body: { success: true, server_id, backups_enabled: true } })
  expect(await methodsOn()).toEqual(['files'])
  expect((await deleteMethod('files')).body).toMatchObject({
    message: 'Backups disabled successfully',
    backups_enabled: false,
  })
  expect(await deleteMethod('snapshot')).toMatchObject({ status: 200, body: { backups_enabled: false } })
})

test('what was added beside another method is not left by itself: refused with what to do', async () => {
  await app.ctx.db.updateTable('plans').set({ retention_days: 60 }).where('id', '=', plan_id).execute()
  await toggle({ methods: ['files', 'native'] })
  for (const off of [() => deleteMethod('files'), () => toggle({ enable: false, methods: ['files'] })]) {
    const refused = await off()
    expect(refused).toMatchObject({
      status: 409,
      body: { success: false, error: { code: 'method_needed', details: { methods: ['files'], added: 'native' } } },
    })
    expect(refused.body.message).toContain('Switch off both, with methods ["files","native"], or keep file backups.')
  }
  expect(await methodsOn()).toEqual(['files', 'native'])
  expect((await deleteMethod('native')).status).toBe(200)
  await toggle({ methods: ['native'] })
  expect((await toggle({ enable: false, methods: ['files', 'native'] })).status).toBe(200)
  expect(await methodsOn()).toEqual([])
})

test.each([[['files', 'native']], [['native', 'files']]])('%j: all of them, or nothing is changed', async (methods) => {
  const sixty = { methods: ['native', 'files'], retention_days: 60 }
  await app.ctx.db.updateTable('plans').set(sixty).where('id', '=', plan_id).execute()
  // The provider offers no such schedule; files would take it.
  const hourly = { every: 'hour', minute: 0, time_zone: 'UTC' }
  expect(await toggle({ methods, schedule: hourly })).toMatchObject({
    status: 409,
    body: { success: false, backups_enabled: false, error: { code: 'method_unavailable' } },
  })
  expect(await methodsOn()).toEqual([])
  expect((await customer.get(`/api/servers/${server_id}/protections/files`)).status).toBe(404)
  expect(cloud.calls).toEqual([])
  const on = await toggle({ methods, retention_days: 60 })
  expect(on, on.text).toMatchObject({ status: 202, body: { success: true, backups_enabled: true } })
  expect(await methodsOn()).toEqual(['files', 'native'])
})

test('the days asked for are not dropped where no method beside keeps them', async () => {
  await toggle({ methods: ['files'] })
  expect(await toggle({ methods: ['native'], retention_days: 60 })).toMatchObject({
    status: 409,
    body: { error: { code: 'method_unavailable' } },
  })
  expect(await methodsOn()).toEqual(['files'])
})

test('what fails at the provider after all is told with what was switched on', async () => {
  cloud.switching = async () => {
    throw providerError('permanent')
  }
  const answer = await toggle({ methods: ['native', 'files'] })
  expect(answer).toMatchObject({
    status: 422,
    body: { success: false, error: { code: 'provider_refused', details: { switched_on: ['files'] } } },
  })
  expect(await methodsOn()).toEqual(['files'])
})

test('a server that holds a place takes none on another plan: refused with the plan it is on and how to move', async () => {
  const other = await arrangeServers(app.ctx, cloud, organization_id, { servers: 0, places: 1 })
  await app.ctx.db
    .updateTable('plans')
    .set({ methods: ['native', 'files'] })
    .where('id', '=', other.plan_id)
    .execute()
  await toggle({ methods: ['native'], plan_id })
  for (const methods of [['files'], ['native']]) {
    const refused = await toggle({ methods, plan_id: other.plan_id })
    expect(refused).toMatchObject({
      status: 409,
      body: { success: false, backups_enabled: true, error: { code: 'place_on_other_plan', details: { plan_id } } },
    })
    expect(refused.body.message).toContain(`holds a place on Plan ${plan_id}`)
    expect(refused.body.message).toContain('disable its backups first')
  }
  expect(await methodsOn()).toEqual(['native'])
  expect((await toggle({ methods: ['files'], plan_id })).status).toBe(202)
  expect((await toggle({ enable: false })).status).toBe(200)
  expect((await toggle({ methods: ['native'], plan_id: other.plan_id })).status).toBe(200)
})

test('the answer tells whether the server has backups, by whichever method', async () => {
  await toggle({ methods: ['native'] })
  expect(await toggle({ methods: ['files'] })).toMatchObject({ status: 202, body: { backups_enabled: true } })
})

test('a schedule that a provider does not offer, or that keeps too little, is refused with what would do', async () => {
  const hourly = { every: 'hour', minute: 0, time_zone: 'UTC' }
  const refused = await toggle({ methods: ['native'], schedule: hourly })
  expect(refused).toMatchObject({ status: 409, body: { success: false, error: { code: 'method_unavailable' } } })
  expect(refused.body.message).toBe(
    'Of its own backups Fake Cloud offers one a day or one a week, at one time; you asked for another schedule. File backups would do once the agent is installed.',
  )
  await app.ctx.db.updateTable('plans').set({ retention_days: 14 }).where('id', '=', plan_id).execute()
  const daily = { every: 'day', at: ['02:00'], time_zone: 'UTC' }
  const short = await toggle({ methods: ['native'], schedule: daily })
  expect(short).toMatchObject({ status: 409, body: { error: { details: { promised_days: 14 } } } })
  expect(short.body.message).toContain('File backups, daily, would do once the agent is installed.')
  expect(await methodsOn()).toEqual([])
  expect(cloud.calls).toEqual([])
})

test('where the provider chooses the time itself, none is asked of it', async () => {
  cloud.native = { schedules: [], hours: [], retention_days: 30 }
  const theirs = await toggle({ methods: ['native'], schedule })
  expect(theirs.status).toBe(409)
  expect(theirs.body.message).toContain('Fake Cloud chooses itself when its own backups are made. Leave schedule out.')
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
