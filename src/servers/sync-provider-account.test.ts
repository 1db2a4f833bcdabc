import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { fakeServer, providerError } from '../../test/helpers/fake-provider.ts'
import { newOrganizationRow } from '../../test/helpers/organizations.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { hourMs, minuteMs } from '../lib/clock.ts'
import { getProviderAccount } from '../provider-accounts/get-provider-account.ts'
import { removeProviderAccount } from '../provider-accounts/remove-provider-account.ts'
import { startDueSyncs } from '../provider-accounts/start-due-syncs.ts'
import { startSync } from '../provider-accounts/start-sync.ts'
import type { ServerListing } from '../providers/provider.ts'
import { cancelRun } from '../runs/cancel-run.ts'
import { getRun } from '../runs/get-run.ts'
import { listRunLog } from '../runs/list-run-log.ts'
import { observeServer } from './observe-server.ts'
import { syncProviderAccount } from './sync-provider-account.ts'

let t: TestContext
let account: string
beforeEach(async () => {
  t = await createTestContext()
  account = await newProviderAccount(t.ctx)
})
afterEach(() => t.end())

const sync = async () => {
  const { run_id } = await startSync(t.ctx, { provider_account_id: account })
  await syncProviderAccount(t.ctx, { provider_account_id: account, run_id })
  t.clock.advanceMs(minuteMs)
  return getRun(t.ctx, { run_id })
}
const rows = () => t.ctx.db.selectFrom('servers').selectAll().orderBy('provider_ref').execute()
const logOf = async (run_id: string) =>
  (await listRunLog(t.ctx, { run_id, limit: 100 })).data.map(({ message }) => message)
const observedJobs = () => t.queue.filter(({ task }) => task === 'protections.servers-observed')

test('new servers go to the house organization with backups off, whatever the provider says', async () => {
  const on = { state: 'on', schedule: null, managed_in_panel: true, next_at: null } as const
  t.cloud.servers = [fakeServer('a'), fakeServer('b', { native: on })]
  const run = await sync()
  expect(run).toMatchObject({
    state: 'finished',
    outcome: 'succeeded',
    stats: { servers: 2, found: 2, complete: true },
  })
  const found = await rows()
  expect(found).toMatchObject([
    { provider_ref: 'a', organization_id: t.house_id, backups_enabled: false, native_state: 'off', plan_type: 'basic' },
    {
      provider_ref: 'b',
      organization_id: t.house_id,
      backups_enabled: false,
      native_state: 'on',
      managed_in_panel: true,
    },
  ])
  expect(observedJobs().map(({ input }) => input)).toEqual([{ server_ids: [found[1]?.id] }])
  const audited = await t.ctx.db
    .selectFrom('audit_events')
    .select('action')
    .where('action', '=', 'server.found')
    .execute()
  expect(audited).toHaveLength(2)
  expect(await getProviderAccount(t.ctx, { provider_account_id: account })).toMatchObject({
    server_count: 2,
    last_sync_run_id: run.id,
    last_complete_at: run.finished_at,
  })
})

test('what the provider tells about its limit on calls stands with the account after the sync', async () => {
  const limitOf = async () => (await getProviderAccount(t.ctx, { provider_account_id: account })).rate_limit
  expect(await limitOf()).toBeNull()
  t.cloud.servers = [fakeServer('a')]
  await sync()
  expect(await limitOf()).toBeNull()
  const told = { limit: 5_000, remaining: 4_812, resets_at: '2026-01-15T13:00:00.000Z' }
  t.cloud.rate_limit = told
  await sync()
  expect(await limitOf()).toEqual(told)
  // One that hears nothing does not wipe out what was heard.
  t.cloud.rate_limit = null
  await sync()
  expect(await limitOf()).toEqual(told)
})

test('a second sync writes nothing when nothing changed, and only what changed otherwise', async () => {
  t.cloud.servers = Array.from({ length: 5 }, (_, n) => fakeServer(`${n}`))
  await sync()
  const before = await rows()
  t.queue.length = 0
  expect(await sync()).toMatchObject({ stats: { found: 0, changed: 0 } })
  expect(await rows()).toEqual(before)

  t.cloud.servers[2] = fakeServer('2', { status: 'stopped', provider_status: 'off' })
  expect(await sync()).toMatchObject({ stats: { found: 0, changed: 1 } })
  expect(observedJobs(), 'native backups are as before').toEqual([])
  const native = {
    state: 'on',
    schedule: { every: 'week', weekday: 'monday', hour: 4 },
    managed_in_panel: false,
    next_at: null,
  } as const
  t.cloud.servers[3] = fakeServer('3', { native, addon_ids: [9, 4] })
  await sync()
  expect(observedJobs().map(({ input }) => input)).toEqual([{ server_ids: [before[3]?.id] }])
  expect((await rows())[3]).toMatchObject({ native_schedule: native.schedule, addon_ids: [4, 9] })
  expect(await sync()).toMatchObject({ stats: { changed: 0 } })
})

test('a server is missing after three complete listings without it, and back with the next that has it', async () => {
  t.cloud.servers = [fakeServer('stays'), fakeServer('goes')]
  await sync()
  const [gone] = t.cloud.servers.splice(1)
  const missing = async () => (await rows()).map(({ missing_since }) => missing_since !== null)
  expect([await sync(), await missing()][1]).toEqual([false, false])
  expect([await sync(), await missing()][1]).toEqual([false, false])
  const third = await sync()
  expect(third).toMatchObject({ outcome: 'succeeded', stats: { absent: 1, missing: 1 } })
  expect(await missing()).toEqual([true, false])
  expect(await logOf(third.id)).toContain('host-goes is missing: 3 complete listings in a row came without it.')
  const since = (await rows())[0]?.missing_since
  await sync()
  expect((await rows())[0]?.missing_since, 'the first time counts').toBe(since)

  if (gone) t.cloud.servers.push(gone)
  expect(await sync()).toMatchObject({ stats: { returned: 1 } })
  expect(await missing()).toEqual([false, false])
  expect(await rows(), 'nothing is ever deleted').toHaveLength(2)
  const audited = await t.ctx.db
    .selectFrom('audit_events')
    .select('action')
    .where('target_kind', '=', 'server')
    .execute()
  expect(audited.map(({ action }) => action).sort()).toEqual([
    'server.found',
    'server.found',
    'server.missing',
    'server.returned',
  ])
})

test('a listing that had it in between starts the count anew', async () => {
  t.cloud.servers = [fakeServer('a'), fakeServer('b')]
  const all = t.cloud.servers
  await sync()
  for (const servers of [all.slice(0, 1), all.slice(0, 1), all, all.slice(0, 1), all.slice(0, 1)]) {
    t.cloud.servers = servers
    await sync()
  }
  expect((await rows()).every(({ missing_since }) => missing_since === null)).toBe(true)
})

const listing = (
  servers: ServerListing['servers'],
  complete: boolean,
  problem: string | null = null,
): ServerListing => ({ servers, complete, problem, calls: 1 })

test.each<[string, () => Promise<ServerListing>, string]>([
  ['an empty listing', async () => listing([], true), 'warning'],
  ['an empty, incomplete listing', async () => listing([], false), 'warning'],
  ['half a listing', async () => listing([fakeServer('a')], false, 'Page 2 of 2 did not come.'), 'warning'],
  ['a time-out', () => Promise.reject(providerError('retry')), 'failed'],
  ['refused credentials', () => Promise.reject(providerError('unauthorized')), 'failed'],
  ['too many requests', () => Promise.reject(providerError('rate_limited')), 'failed'],
])('%s never means that a server is gone', async (_what, answer, outcome) => {
  t.cloud.servers = [fakeServer('a'), fakeServer('b')]
  await sync()
  const before = await rows()
  t.cloud.listing = answer
  for (let n = 0; n < 5; n++) expect(await sync()).toMatchObject({ state: 'finished', outcome })
  expect(await rows()).toEqual(before)
})

test('what a partial listing shows is still news', async () => {
  t.cloud.listing = async () => listing([fakeServer('a')], false, 'Page 2 did not come.')
  const run = await sync()
  expect(run).toMatchObject({ outcome: 'warning', stats: { found: 1, complete: false } })
  expect(await logOf(run.id)).toContain('Page 2 did not come. No server is taken to be gone.')
  expect(await getProviderAccount(t.ctx, { provider_account_id: account })).toMatchObject({
    last_complete_at: null,
    status: 'ok',
  })
})

test('a failed sync says why, on the run and on the account, and the next good one clears it', async () => {
  t.cloud.listing = () => Promise.reject(providerError('unauthorized'))
  expect((await sync()).error).toMatchObject({ code: 'provider_unauthorized' })
  const read = () => getProviderAccount(t.ctx, { provider_account_id: account })
  expect(await read()).toMatchObject({ status: 'unauthorized', status_reason: expect.stringContaining('unauthorized') })
  t.cloud.listing = null
  await sync()
  expect(await read()).toMatchObject({ status: 'ok', status_reason: null })
})

test('a reading newer than the listing stays', async () => {
  t.cloud.servers = [fakeServer('a')]
  await sync()
  const [row] = await rows()
  const on = { state: 'on', schedule: null, managed_in_panel: false, next_at: null } as const
  t.cloud.listing = async () => {
    const old = [fakeServer('a', { status: 'stopped' })]
    t.clock.advanceMs(1_000)
    await observeServer(t.ctx, {
      server_id: row?.id ?? '',
      seen: fakeServer('a', { native: on }),
      observed_at: t.clock.now(),
    })
    return listing(old, true)
  }
  await sync()
  expect((await rows())[0]).toMatchObject({ native_state: 'on', status: 'running' })
})

test('a server put there while the listing was read is not counted as absent', async () => {
  t.cloud.listing = async () => {
    t.clock.advanceMs(1_000)
    await newServer(t.ctx, { organization_id: t.house_id, provider_account_id: account }, { provider_ref: 'new' })
    return listing([fakeServer('a')], true)
  }
  await sync()
  expect((await rows()).map(({ missing_listings }) => missing_listings)).toEqual([0, 0])
})

test('a renamed server keeps its name, another follows the provider', async () => {
  t.cloud.servers = [fakeServer('a'), fakeServer('b')]
  await sync()
  await t.ctx.db.updateTable('servers').set({ name: 'Shop' }).where('provider_ref', '=', 'a').execute()
  t.cloud.servers = [fakeServer('a', { name: 'x' }), fakeServer('b', { name: 'y' })]
  await sync()
  expect((await rows()).map(({ name }) => name)).toEqual(['Shop', 'y'])
})

test('an organization gets the servers of its own account; the same machines of a second account are left out', async () => {
  const organization_id = await newOrganizationRow(t.ctx, 'Own')
  const own = await newProviderAccount(t.ctx, organization_id)
  t.cloud.servers = [fakeServer('a')]
  const first = await startSync(t.ctx, { provider_account_id: own })
  await syncProviderAccount(t.ctx, { provider_account_id: own, run_id: first.run_id })
  expect(await rows()).toMatchObject([{ organization_id, provider_account_id: own }])
  const run = await sync()
  expect(run).toMatchObject({ stats: { found: 0, elsewhere: 1 } })
  expect(await rows()).toHaveLength(1)
})

test('a sync that was overtaken by another writes nothing more', async () => {
  t.cloud.servers = [fakeServer('a')]
  const { run_id } = await startSync(t.ctx, { provider_account_id: account })
  t.cloud.listing = async () => {
    t.cloud.listing = null
    // The queue gave the job to another worker meanwhile.
    await syncProviderAccount(t.ctx, { provider_account_id: account, run_id })
    return listing([fakeServer('late')], true)
  }
  await syncProviderAccount(t.ctx, { provider_account_id: account, run_id })
  expect((await rows()).map(({ provider_ref }) => provider_ref)).toEqual(['a'])
  expect(await getRun(t.ctx, { run_id })).toMatchObject({ outcome: 'succeeded', stats: { servers: 1 } })
})

test('an account that is removed during its sync ends the sync', async () => {
  const { run_id } = await startSync(t.ctx, { provider_account_id: account })
  t.cloud.listing = async () => {
    await removeProviderAccount(t.ctx, { provider_account_id: account })
    return listing([fakeServer('late')], true)
  }
  await syncProviderAccount(t.ctx, { provider_account_id: account, run_id })
  expect(await getRun(t.ctx, { run_id })).toMatchObject({ outcome: 'cancelled' })
  expect(await rows()).toEqual([])
})

test('one sync of an account at a time: asking again gives the one under way, and one that was lost is given up', async () => {
  const ask = () => startSync(t.ctx, { provider_account_id: account })
  const asked = await Promise.all([ask(), ask(), ask()])
  expect(new Set(asked.map(({ run_id }) => run_id)).size).toBe(1)
  expect(t.queue).toHaveLength(1)
  t.clock.advanceMs(3 * hourMs)
  const next = await ask()
  expect(next).not.toEqual(asked[0])
  expect(await getRun(t.ctx, { run_id: asked[0].run_id })).toMatchObject({ outcome: 'expired' })
})

test('every quarter of an hour, each account a little apart', async () => {
  await newProviderAccount(t.ctx)
  await startDueSyncs(t.ctx)
  expect(t.queue).toHaveLength(2)
  await startDueSyncs(t.ctx)
  expect(t.queue).toHaveLength(2)
  for (const { input } of t.queue.splice(0))
    await syncProviderAccount(t.ctx, input as { provider_account_id: string; run_id: string })
  t.clock.advanceMs(14 * minuteMs)
  await startDueSyncs(t.ctx)
  expect(t.queue).toHaveLength(0)
  t.clock.advanceMs(2 * minuteMs)
  await startDueSyncs(t.ctx)
  expect(t.queue).toHaveLength(2)
})

test('a cancelled sync stops between two batches', async () => {
  t.cloud.servers = Array.from({ length: 1_200 }, (_, n) => fakeServer(`${n}`))
  const { run_id } = await startSync(t.ctx, { provider_account_id: account })
  const { enqueue } = t.ctx.jobs
  t.cloud.listing = async () => {
    await cancelRun(t.ctx, { run_id })
    return listing(t.cloud.servers, true)
  }
  await syncProviderAccount({ ...t.ctx, jobs: { ...t.ctx.jobs, enqueue } }, { provider_account_id: account, run_id })
  expect(await getRun(t.ctx, { run_id })).toMatchObject({ outcome: 'cancelled' })
  expect(await rows()).toHaveLength(0)
})

test('ten thousand servers in few statements', async () => {
  t.cloud.servers = Array.from({ length: 10_000 }, (_, n) => fakeServer(`${n}`))
  expect(await sync()).toMatchObject({ stats: { found: 10_000 } })
  t.cloud.servers = t.cloud.servers.map((server) => ({ ...server, status: 'stopped' as const }))
  expect(await sync()).toMatchObject({ stats: { changed: 10_000 } })
})
