import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/context.ts'
import { minuteMs } from '../../src/lib/clock.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { continueProtection } from '../../src/protections/continue-protection.ts'
import { observeServers } from '../../src/protections/observe-servers.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { loadServer } from '../../src/servers/load-server.ts'
import { createTestContext, type TestContext } from '../helpers/context.ts'
import { providerError } from '../helpers/fake-provider.ts'
import { arrangeServers } from '../helpers/protected-servers.ts'
import { until } from '../helpers/until.ts'

let t: TestContext
let server_id: string

beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t?.end())

let count = 0
beforeEach(async () => {
  Object.assign(t.cloud, { servers: [], switching: null, points: [], native: {}, action: 'succeeded' })
  count += 1
  const { id } = await createOrganization(t.ctx, { name: `Customer ${count}` })
  server_id = (await arrangeServers(t.ctx, t.cloud, id, { servers: 1, places: 1 })).server_ids[0] ?? ''
})

const toggle = (enable: boolean) => toggleBackups(t.ctx, { server_id, enable, confirm: `host-${server_id}` })
const protection = () =>
  t.ctx.db.selectFrom('protections').selectAll().where('server_id', '=', server_id).executeTakeFirstOrThrow()
const goOn = async () => continueProtection(t.ctx, { protection_id: (await protection()).id })
const runs = () =>
  t.ctx.db
    .selectFrom('runs')
    .select(['kind', 'state', 'outcome'])
    .where('server_id', '=', server_id)
    .orderBy('id')
    .execute()
const showInCloud = (state: 'on' | 'off') => {
  t.cloud.servers = t.cloud.servers.map((one) => ({ ...one, native: { ...one.native, state } }))
}
const syncSees = async (state: 'on' | 'off') => {
  showInCloud(state)
  await t.ctx.db.updateTable('servers').set({ native_state: state }).where('id', '=', server_id).execute()
  await observeServers(t.ctx, { server_ids: [server_id] })
}

test('a wish that comes while the provider is asked is not written over by what the older one found', async () => {
  await toggle(true)
  let again: Promise<unknown> = Promise.resolve()
  t.cloud.switching = async (_ref, _on, apply) => {
    t.cloud.switching = null
    apply()
    // Wanted on again before the answer is here.
    again = toggle(true)
    await again
    return { action: null }
  }
  await toggle(false)
  await goOn()
  t.clock.advanceMs(minuteMs)
  await goOn()
  expect(await protection()).toMatchObject({ desired_state: 'on', observed_state: 'on', phase: 'idle' })
  expect((await runs()).map(({ kind, state, outcome }) => `${kind} ${state} ${outcome}`)).toEqual([
    'enable finished succeeded',
    'disable finished cancelled',
    'enable finished succeeded',
  ])
})

test('switched off twice at once, each run comes to an end', async () => {
  await toggle(true)
  await Promise.all([toggle(false), toggle(false)])
  await goOn()
  expect((await runs()).filter(({ state }) => state !== 'finished')).toEqual([])
  expect(await protection()).toMatchObject({ desired_state: 'off', observed_state: 'off', phase: 'idle' })
})

test('a place that is given up while it is asked for again is not kept past the last one', async () => {
  const { id } = await createOrganization(t.ctx, { name: 'Shrinking' })
  const arranged = await arrangeServers(t.ctx, t.cloud, id, { servers: 2, places: 2 })
  for (const one of arranged.server_ids) await toggleBackups(t.ctx, { server_id: one, enable: true })
  server_id = arranged.server_ids[0] ?? ''
  await syncSees('off')
  const { db } = t.ctx
  await db.updateTable('subscriptions').set({ quantity: 1 }).where('id', '=', arranged.subscription_id).execute()
  let again: Promise<unknown> = Promise.resolve()
  await inTransaction(t.ctx, async (ctx) => {
    await loadServer(ctx, { server_id, lock: true })
    again = toggle(true).catch((error: unknown) => error)
    // It waits for the server's row by now.
    await until(async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return rows.length > 0
    })
    await ctx.db
      .updateTable('protections')
      .set({ desired_state: 'off', plan_id: null })
      .where('server_id', '=', server_id)
      .execute()
  })
  expect(await again).toMatchObject({ code: 'no_places_left' })
})

test('an order that arrives after a person was asked to look is seen, and settles', async () => {
  t.cloud.native = { enabling_is_a_purchase: true, can_disable: false }
  t.cloud.switching = async () => {
    throw providerError('retry', 'unknown')
  }
  await toggle(true)
  t.clock.advanceMs(20 * minuteMs)
  await goOn()
  expect(await protection()).toMatchObject({ phase: 'needs_operator', observed_state: 'off' })
  await syncSees('on')
  await goOn()
  expect(await protection()).toMatchObject({ phase: 'idle', observed_state: 'on', attempt: null })
})

test('a server that is gone while its change was under way does not hang', async () => {
  t.cloud.switching = async () => {
    throw providerError('retry', 'unknown')
  }
  await toggle(true)
  t.cloud.servers = []
  await goOn()
  expect(await protection()).toMatchObject({ phase: 'enabling' })
  t.clock.advanceMs(20 * minuteMs)
  await goOn()
  expect(await protection()).toMatchObject({ phase: 'failed', desired_state: 'off', reason: { code: 'server_gone' } })
  expect((await runs()).map(({ outcome }) => outcome)).toEqual(['failed'])
})
