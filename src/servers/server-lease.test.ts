import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { fakeServer } from '../../test/helpers/fake-provider.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { inTransaction } from '../context.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import { getServer } from './get-server.ts'
import { observeServer } from './observe-server.ts'
import { recordServerProtections } from './record-server-protections.ts'
import { releaseServerLease } from './release-server-lease.ts'
import { renewServerLease } from './renew-server-lease.ts'
import { requireServerLease } from './require-server-lease.ts'
import type { ServerProtection } from './schema.ts'
import { takeServerLease } from './take-server-lease.ts'
import { withServerLease } from './with-server-lease.ts'

let t: TestContext
let owner: { organization_id: string; provider_account_id: string }
beforeAll(async () => {
  t = await createTestContext()
  owner = { organization_id: t.house_id, provider_account_id: await newProviderAccount(t.ctx) }
})
afterAll(() => t.end())

const lease = (server_id: string, holder = 'one') => ({ server_id, holder, ttl_ms: minuteMs })
const native: ServerProtection = {
  method: 'native',
  desired_state: 'on',
  observed_state: 'on',
  phase: 'idle',
  reason: null,
  drift: false,
  plan_id: null,
  retention_days: 7,
  beyond_subscription: false,
}

test('of ten who want the lease at once, one gets it', async () => {
  const server_id = await newServer(t.ctx, owner)
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => takeServerLease(t.ctx, lease(server_id, `${i}`))),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of tries)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'server_busy', retryAfterSeconds: 60 })
})

test('a lease whose holder died ends with its time, and its holder can then write nothing more', async () => {
  const server_id = await newServer(t.ctx, owner)
  const dead = await takeServerLease(t.ctx, lease(server_id))
  await inTransaction(t.ctx, (ctx) => requireServerLease(ctx, dead))
  t.clock.advanceMs(minuteMs)
  const next = await takeServerLease(t.ctx, lease(server_id, 'two'))
  expect(next.fence).toBe(dead.fence + 1)

  await expect(inTransaction(t.ctx, (ctx) => requireServerLease(ctx, dead))).rejects.toMatchObject({ code: 'conflict' })
  await expect(renewServerLease(t.ctx, { ...dead, ttl_ms: minuteMs })).rejects.toMatchObject({ code: 'conflict' })
  const seen = fakeServer('late', { name: 'late' })
  await expect(
    observeServer(t.ctx, { server_id, seen, observed_at: t.clock.now(), lease: dead }),
  ).rejects.toMatchObject({ code: 'conflict' })
  await expect(recordServerProtections(t.ctx, { server_id, protections: [native], lease: dead })).rejects.toMatchObject(
    { code: 'conflict' },
  )
  expect(await getServer(t.ctx, { server_id })).toMatchObject({ backups_enabled: false, protections: [] })

  await releaseServerLease(t.ctx, dead)
  await inTransaction(t.ctx, (ctx) => requireServerLease(ctx, next))
})

test('a lease that is renewed outlives its first time', async () => {
  const server_id = await newServer(t.ctx, owner)
  await withServerLease(t.ctx, lease(server_id), async (held) => {
    t.clock.advanceMs(minuteMs / 2)
    await renewServerLease(t.ctx, { ...held, ttl_ms: minuteMs })
    t.clock.advanceMs(minuteMs - 1)
    await expect(takeServerLease(t.ctx, lease(server_id, 'two'))).rejects.toMatchObject({ code: 'server_busy' })
  })
  await withServerLease(t.ctx, lease(server_id, 'two'), async () => undefined)
})

test('a lease is given back when the work fails, and never taken inside a transaction', async () => {
  const server_id = await newServer(t.ctx, owner)
  const failing = withServerLease(t.ctx, lease(server_id), async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await takeServerLease(t.ctx, lease(server_id))
  await expect(
    inTransaction(t.ctx, (ctx) => withServerLease(ctx, lease(server_id), async () => undefined)),
  ).rejects.toThrow('commits_in_steps')
})

test('an older reading never replaces a newer one', async () => {
  const server_id = await newServer(t.ctx, owner)
  const at = t.clock.now()
  const on = {
    state: 'on',
    schedule: { every: 'week', weekday: 'monday', hour: 4 },
    managed_in_panel: false,
    next_at: null,
  } as const
  await observeServer(t.ctx, { server_id, seen: fakeServer('7', { native: on }), observed_at: at })
  await observeServer(t.ctx, { server_id, seen: fakeServer('7', { name: 'old' }), observed_at: isoPlusMs(at, -1) })
  const server = await getServer(t.ctx, { server_id })
  expect(server).toMatchObject({ native: on, provider_ref: '7', backups_enabled: false })

  const changes = () =>
    t.ctx.db
      .selectFrom('events')
      .select('id')
      .where('entity_id', '=', server_id)
      .execute()
      .then((rows) => rows.length)
  const before = await changes()
  await observeServer(t.ctx, { server_id, seen: fakeServer('7', { native: on }), observed_at: isoPlusMs(at, 1) })
  expect(await changes(), 'nothing differs, so nobody is told').toBe(before)
  await observeServer(t.ctx, { server_id, seen: fakeServer('7', { status: 'stopped' }), observed_at: isoPlusMs(at, 2) })
  expect(await changes()).toBe(before + 1)
})

test('the flag is on exactly while a protection is observed on', async () => {
  const server_id = await newServer(t.ctx, owner)
  const record = (protections: ServerProtection[]) => recordServerProtections(t.ctx, { server_id, protections })
  expect(await record([{ ...native, observed_state: 'off', phase: 'enabling' }])).toEqual({ backups_enabled: false })
  expect(await record([{ ...native, observed_state: 'unknown' }])).toEqual({ backups_enabled: false })
  expect(await record([native])).toEqual({ backups_enabled: true })
  const since = t.clock.now()
  t.clock.advanceMs(5_000)
  await record([native, { ...native, method: 'files', observed_state: 'off' }])
  expect(await getServer(t.ctx, { server_id })).toMatchObject({ backups_enabled: true, backups_enabled_at: since })
  expect(await record([{ ...native, observed_state: 'off' }])).toEqual({ backups_enabled: false })
})
