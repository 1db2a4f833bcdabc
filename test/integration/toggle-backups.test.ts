import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { minuteMs, systemClock } from '../../src/lib/clock.ts'
import { applyEntitlement } from '../../src/protections/apply-entitlement.ts'
import { continueProtection } from '../../src/protections/continue-protection.ts'
import { observeServers } from '../../src/protections/observe-servers.ts'
import { releaseServerLease } from '../../src/servers/release-server-lease.ts'
import { takeServerLease } from '../../src/servers/take-server-lease.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { createFakeCloud, type FakeCloud, providerError } from '../helpers/fake-provider.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { arrangeServers } from '../helpers/protected-servers.ts'

let app: TestApp
let cloud: FakeCloud
let aheadMs = 0
let customer: HttpClient
let organization_id: string
let servers: string[]
let subscription_id: string
let planName: string

beforeAll(async () => {
  cloud = createFakeCloud()
  const nowMs = () => systemClock.nowMs() + aheadMs
  const clock = { nowMs, now: () => new Date(nowMs()).toISOString() }
  app = await startTestApp({ providers: cloud.providers, clock })
})
afterAll(() => app?.stop())

let count = 0
beforeEach(async () => {
  Object.assign(cloud, { servers: [], switching: null, points: [], native: {}, action: 'succeeded' })
  cloud.calls.length = 0
  count += 1
  organization_id = (await newOrganization(app, `Customer ${count}`)).id
  const arranged = await arrangeServers(app.ctx, cloud, organization_id, { servers: 2, places: 1 })
  servers = arranged.server_ids
  subscription_id = arranged.subscription_id
  planName = `Plan ${arranged.plan_id}`
  customer = (await signedInPerson(app, { name: 'Customer', memberships: { [organization_id]: 'owner' } })).client
})

const first = () => servers[0] ?? ''
const second = () => servers[1] ?? ''
const toggle = (id: string, enable: boolean, more: object = {}) =>
  customer.post(`/api/servers/${id}/toggle-backups`, { enable, ...more })
const changes = () => cloud.calls.filter((call) => call === 'enableNative' || call === 'disableNative')
const flagOf = async (id: string) =>
  (await app.ctx.db.selectFrom('servers').select('backups_enabled').where('id', '=', id).executeTakeFirstOrThrow())
    .backups_enabled
const protectionOf = (id: string) =>
  app.ctx.db.selectFrom('protections').selectAll().where('server_id', '=', id).executeTakeFirstOrThrow()
const goOn = async (id: string) => continueProtection(app.ctx, { protection_id: (await protectionOf(id)).id })
const lapse = () =>
  app.ctx.db.updateTable('subscriptions').set({ status: 'canceled' }).where('id', '=', subscription_id).execute()
const nameOf = (id: string) => `host-${id}`

test('the contract word by word: enable and disable (S4)', async () => {
  const on = await toggle(first(), true)
  expect(on.status, on.text).toBe(200)
  expect(on.text).toBe(
    JSON.stringify({
      success: true,
      message: 'Backups enabled successfully',
      server_id: first(),
      backups_enabled: true,
    }),
  )
  expect(await flagOf(first())).toBe(true)
  const off = await toggle(first(), false, { confirm: nameOf(first()) })
  expect(off.body).toEqual({
    success: true,
    message: 'Backups disabled successfully',
    server_id: first(),
    backups_enabled: false,
  })
  expect(await flagOf(first())).toBe(false)
  expect(changes()).toEqual(['enableNative', 'disableNative'])
})

test('without a subscription: an error, nothing sent, nothing changed', async () => {
  await lapse()
  const answer = await toggle(first(), true)
  expect(answer.status).toBe(402)
  expect(answer.body).toMatchObject({
    success: false,
    server_id: first(),
    backups_enabled: false,
    error: { code: 'subscription_required' },
  })
  expect(cloud.calls).toEqual([])
  expect(await flagOf(first())).toBe(false)
})

test('a plan for another plan type does not count', async () => {
  await app.ctx.db.updateTable('servers').set({ plan_type: 'pro' }).where('id', '=', first()).execute()
  expect((await toggle(first(), true)).body.error.code).toBe('subscription_required')
})

test('a plan that promises more than the provider keeps is refused with both numbers, and nothing is bought', async () => {
  await app.ctx.db.updateTable('plans').set({ retention_days: 60 }).where('name', '=', planName).execute()
  const answer = await toggle(first(), true)
  expect(answer).toMatchObject({ status: 409, body: { success: false, error: { code: 'method_unavailable' } } })
  expect(answer.body.error.details).toEqual({ promised_days: 60, kept_days: 28 })
  expect(answer.body.message).toBe(
    `Fake Cloud keeps its own backups for 28 days; ${planName} promises 60. Choose a plan that keeps 28 days or less, or one with file backups.`,
  )
  expect(cloud.calls).toEqual([])
})

test('repeating is 200 and sends nothing more', async () => {
  await toggle(first(), true)
  expect((await toggle(first(), true)).body).toMatchObject({ success: true, backups_enabled: true })
  await toggle(first(), false, { confirm: nameOf(first()) })
  expect((await toggle(first(), false)).body).toMatchObject({ success: true, backups_enabled: false })
  expect((await toggle(second(), false)).body).toMatchObject({ success: true, backups_enabled: false })
  expect(changes()).toEqual(['enableNative', 'disableNative'])
})

test('two simultaneous toggles of one server end in one effect', async () => {
  const answers = await Promise.all([toggle(first(), true), toggle(first(), true), toggle(first(), true)])
  for (const answer of answers) expect([200, 202], answer.text).toContain(answer.status)
  expect(changes()).toEqual(['enableNative'])
  expect((await toggle(first(), true)).body.backups_enabled).toBe(true)
})

test('two servers for the last place: one gets it, the other is told why not', async () => {
  const answers = await Promise.all([toggle(first(), true), toggle(second(), true)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 402])
  const refused = answers.find((answer) => answer.status === 402)
  expect(refused?.body.error).toMatchObject({ code: 'no_places_left', details: { places: 1 } })
  expect(changes()).toHaveLength(1)
})

test('a disabled server gives its place to the next', async () => {
  await toggle(first(), true)
  await toggle(first(), false, { confirm: nameOf(first()) })
  expect((await toggle(second(), true)).status).toBe(200)
})

test('while the provider works: 202 with a run, then the queue brings it to its end', async () => {
  let apply = () => {}
  cloud.action = 'running'
  cloud.switching = async (_ref, _on, doIt) => {
    apply = doIt
    return { action: 'a1' }
  }
  const answer = await toggle(first(), true)
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({ success: true, backups_enabled: false, run_id: expect.stringMatching(/^run_/) })
  await goOn(first())
  expect(await flagOf(first())).toBe(false)
  cloud.action = 'succeeded'
  apply()
  await goOn(first())
  expect(await flagOf(first())).toBe(true)
  const run = await app.ctx.db
    .selectFrom('runs')
    .selectAll()
    .where('id', '=', answer.body.run_id)
    .executeTakeFirstOrThrow()
  expect(run).toMatchObject({ kind: 'enable', state: 'finished', outcome: 'succeeded' })
})

test('a time-out after the effect: one effect, and a truthful record', async () => {
  cloud.switching = async (_ref, _on, apply) => {
    apply()
    throw providerError('retry', 'unknown')
  }
  expect((await toggle(first(), true)).body.backups_enabled).toBe(true)
  expect(changes()).toEqual(['enableNative'])
})

test('a time-out before the effect is looked into, and sent again only where that costs nothing', async () => {
  cloud.switching = async () => {
    throw providerError('retry', 'unknown')
  }
  expect((await toggle(first(), true)).status).toBe(202)
  expect(await flagOf(first())).toBe(false)
  cloud.switching = null
  aheadMs += minuteMs
  await goOn(first())
  expect(await flagOf(first())).toBe(true)
  expect(changes()).toEqual(['enableNative', 'enableNative'])
})

test('a purchase of unknown end is never sent twice; a person looks', async () => {
  cloud.native = { enabling_is_a_purchase: true, can_disable: false }
  cloud.switching = async () => {
    throw providerError('retry', 'unknown')
  }
  expect((await toggle(first(), true)).status).toBe(202)
  for (const minutes of [1, 5, 20]) {
    aheadMs += minutes * minuteMs
    await goOn(first())
  }
  expect(changes()).toEqual(['enableNative'])
  expect(await protectionOf(first())).toMatchObject({
    phase: 'needs_operator',
    reason: { code: 'purchase_not_confirmed' },
  })
  const tasks = await app.ctx.db.selectFrom('operator_tasks').selectAll().where('server_id', '=', first()).execute()
  expect(tasks).toMatchObject([
    { kind: 'purchase_not_confirmed', status: 'open', link: expect.stringContaining(first()) },
  ])
})

test('a refusal by the provider changes nothing and frees the place', async () => {
  cloud.switching = async () => {
    throw providerError('permanent')
  }
  const answer = await toggle(first(), true)
  expect(answer.status, answer.text).toBe(422)
  expect(answer.body).toMatchObject({ success: false, backups_enabled: false, error: { code: 'provider_refused' } })
  expect(answer.body.error.message).toContain('the fake cloud says permanent')
  cloud.switching = null
  expect((await toggle(second(), true)).status).toBe(200)
})

test('a subscription that lapses in between stops what was not sent yet', async () => {
  cloud.servers = cloud.servers.map((one) => ({ ...one, locked: true }))
  expect((await toggle(first(), true)).status).toBe(202)
  await lapse()
  cloud.servers = cloud.servers.map((one) => ({ ...one, locked: false }))
  await goOn(first())
  expect(changes()).toEqual([])
  expect(await protectionOf(first())).toMatchObject({
    phase: 'failed',
    desired_state: 'off',
    reason: { code: 'subscription_lapsed' },
  })
})

test('a crash between the effect and our record: the next look finds it done', async () => {
  cloud.switching = async (_ref, _on, apply) => {
    apply()
    // As if the process had died here: what came before is committed, nothing after happens.
    throw new Error('killed')
  }
  expect((await toggle(first(), true)).status).toBe(500)
  expect(await protectionOf(first())).toMatchObject({ attempt: { outcome: 'sending' } })
  cloud.switching = null
  await goOn(first())
  expect(await flagOf(first())).toBe(true)
  expect(changes()).toEqual(['enableNative'])
})

test('disabling that destroys asks for the name, and tells what would be lost', async () => {
  await toggle(first(), true)
  cloud.points = [
    {
      ref: '1',
      kind: 'native',
      name: 'Sunday',
      created_at: '2026-01-04T00:00:00.000Z',
      size_bytes: 1,
      expires_at: null,
    },
  ]
  const asked = await toggle(first(), false)
  expect(asked.status).toBe(409)
  expect(asked.body).toMatchObject({
    success: false,
    backups_enabled: true,
    error: {
      code: 'would_destroy_recovery_points',
      details: { confirm: nameOf(first()), recovery_points: [{ name: 'Sunday' }] },
    },
  })
  expect((await toggle(first(), false, { confirm: 'something else' })).status).toBe(409)
  expect(changes()).toEqual(['enableNative'])
  expect((await toggle(first(), false, { confirm: nameOf(first()) })).status).toBe(200)
})

test('with nothing to lose it does not ask', async () => {
  await toggle(first(), true)
  expect((await toggle(first(), false)).status).toBe(200)
})

test('where no API switches off, an operator is asked and the record stays true', async () => {
  cloud.native = { enabling_is_a_purchase: true, can_disable: false, disable_destroys: false }
  await toggle(first(), true)
  const off = await toggle(first(), false)
  expect(off.status).toBe(202)
  expect(off.body).toMatchObject({ success: true, backups_enabled: true })
  expect(off.body.message).toContain('cancels the add-on')
  expect(await flagOf(first())).toBe(true)
  // The operator does it in the panel, and a sync sees it.
  cloud.servers = cloud.servers.map((one) => ({ ...one, native: { ...one.native, state: 'off' } }))
  await app.ctx.db.updateTable('servers').set({ native_state: 'off' }).where('id', '=', first()).execute()
  await observeServers(app.ctx, { server_ids: servers })
  await goOn(first())
  expect(await flagOf(first())).toBe(false)
  const tasks = await app.ctx.db
    .selectFrom('operator_tasks')
    .select('status')
    .where('server_id', '=', first())
    .execute()
  expect(tasks).toEqual([{ status: 'done' }])
})

test('drift is seen by a sync, shown, and healed by one more toggle', async () => {
  await toggle(first(), true)
  cloud.servers = cloud.servers.map((one) => ({ ...one, native: { ...one.native, state: 'off' } }))
  await app.ctx.db.updateTable('servers').set({ native_state: 'off' }).where('id', '=', first()).execute()
  await observeServers(app.ctx, { server_ids: servers })
  const shown = await customer.get(`/api/servers/${first()}/protections`)
  expect(shown.body.data).toMatchObject([{ desired_state: 'on', observed_state: 'off', drift: true }])
  expect(await flagOf(first())).toBe(false)
  expect((await toggle(first(), true)).body).toMatchObject({ backups_enabled: true })
})

test('what was switched off elsewhere is left off without a question, though what it took is still listed; on again, it asks', async () => {
  await toggle(first(), true)
  cloud.points = [
    { ref: '1', kind: 'native', name: 'A', created_at: '2026-01-04T00:00:00.000Z', size_bytes: 1, expires_at: null },
  ]
  const show = (state: 'on' | 'off') => {
    cloud.servers = cloud.servers.map((one) => ({ ...one, native: { ...one.native, state } }))
  }
  show('off')
  await app.ctx.db.updateTable('servers').set({ native_state: 'off' }).where('id', '=', first()).execute()
  await observeServers(app.ctx, { server_ids: servers })
  // Since that look somebody switched them on: there is something to lose.
  show('on')
  expect((await toggle(first(), false)).body.error.code).toBe('would_destroy_recovery_points')
  show('off')
  expect(await toggle(first(), false)).toMatchObject({ status: 200, body: { backups_enabled: false } })
  expect(await protectionOf(first())).toMatchObject({ desired_state: 'off', phase: 'idle', plan_id: null })
  expect(changes()).toEqual(['enableNative'])
})

test('what is left off unasked is never switched off later: on again meanwhile, it is shown as on and unwanted', async () => {
  await toggle(first(), true)
  cloud.points = [
    { ref: '1', kind: 'native', name: 'A', created_at: '2026-01-04T00:00:00.000Z', size_bytes: 1, expires_at: null },
  ]
  const show = async (state: 'on' | 'off') => {
    cloud.servers = cloud.servers.map((one) => ({ ...one, native: { ...one.native, state } }))
    await app.ctx.db.updateTable('servers').set({ native_state: state }).where('id', '=', first()).execute()
    await observeServers(app.ctx, { server_ids: servers })
  }
  await show('off')
  const lease = await takeServerLease(app.ctx, { server_id: first(), holder: 'a long snapshot', ttl_ms: minuteMs })
  expect(await toggle(first(), false)).toMatchObject({ status: 200, body: { backups_enabled: false } })
  await show('on')
  await releaseServerLease(app.ctx, lease)
  const { id } = await protectionOf(first())
  await continueProtection(app.ctx, { protection_id: id })
  expect(changes()).toEqual(['enableNative'])
  expect(await protectionOf(first())).toMatchObject({ desired_state: 'off', observed_state: 'on', phase: 'idle' })
  expect((await toggle(first(), false)).body.error.code).toBe('would_destroy_recovery_points')
})

test('backups that somebody switched on in the panel are shown as on, take no place, and can be taken over', async () => {
  cloud.servers = cloud.servers.map((one) => ({ ...one, native: { ...one.native, state: 'on' } }))
  await app.ctx.db.updateTable('servers').set({ native_state: 'on' }).where('id', '=', first()).execute()
  await observeServers(app.ctx, { server_ids: [first()] })
  expect(await flagOf(first())).toBe(true)
  expect(await protectionOf(first())).toMatchObject({ desired_state: 'off', observed_state: 'on', plan_id: null })
  expect((await toggle(first(), true)).status).toBe(200)
  expect(changes()).toEqual([])
  expect((await toggle(second(), true)).body.error.code).toBe('no_places_left')
})

test('when places shrink, who had one longest keeps it through drift, and who has none gets nothing more for it', async () => {
  const places = async (quantity: number) => {
    await app.ctx.db.updateTable('subscriptions').set({ quantity }).where('id', '=', subscription_id).execute()
    await applyEntitlement(app.ctx, { organization_id })
  }
  const { plan_id } = await app.ctx.db
    .selectFrom('subscriptions')
    .select('plan_id')
    .where('id', '=', subscription_id)
    .executeTakeFirstOrThrow()
  await app.ctx.db
    .updateTable('plans')
    .set({ methods: ['native', 'files'] })
    .where('id', '=', plan_id)
    .execute()
  await places(2)
  await toggle(first(), true)
  aheadMs += minuteMs
  await toggle(second(), true)
  await places(1)
  expect([await protectionOf(first()), await protectionOf(second())]).toMatchObject([
    { beyond_subscription: false },
    { beyond_subscription: true },
  ])
  aheadMs += minuteMs
  cloud.servers = cloud.servers.map((one) => ({ ...one, native: { ...one.native, state: 'off' } }))
  await app.ctx.db.updateTable('servers').set({ native_state: 'off' }).where('id', 'in', servers).execute()
  await observeServers(app.ctx, { server_ids: servers })
  cloud.calls.length = 0
  for (const more of [{}, { methods: ['files'] }])
    expect(await toggle(second(), true, more)).toMatchObject({
      status: 402,
      body: { backups_enabled: false, error: { code: 'no_places_left' } },
    })
  expect(await toggle(first(), true)).toMatchObject({ status: 200, body: { backups_enabled: true } })
  expect(changes()).toEqual(['enableNative'])
  expect(await protectionOf(first())).toMatchObject({ beyond_subscription: false })
  await places(2)
  expect(await toggle(second(), true)).toMatchObject({ status: 200, body: { backups_enabled: true } })
})

test('a lapsed subscription switches nothing off: it says who goes on without a place', async () => {
  await toggle(first(), true)
  await lapse()
  await applyEntitlement(app.ctx, { organization_id })
  expect(changes()).toEqual(['enableNative'])
  expect(await protectionOf(first())).toMatchObject({
    beyond_subscription: true,
    observed_state: 'on',
    desired_state: 'on',
  })
  await app.ctx.db.updateTable('subscriptions').set({ status: 'active' }).where('id', '=', subscription_id).execute()
  await applyEntitlement(app.ctx, { organization_id })
  expect(await protectionOf(first())).toMatchObject({ beyond_subscription: false })
})

test('a viewer may not, and for others the server is not there', async () => {
  const viewer = (await signedInPerson(app, { name: 'Viewer', memberships: { [organization_id]: 'viewer' } })).client
  const outsider = (await signedInPerson(app, { name: 'Outsider' })).client
  const path = `/api/servers/${first()}/toggle-backups`
  expect(await viewer.post(path, { enable: true })).toMatchObject({ status: 403, body: { success: false } })
  expect((await outsider.post(path, { enable: true })).status).toBe(404)
  expect(cloud.calls).toEqual([])
})
