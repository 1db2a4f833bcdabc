import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dayMs, minuteMs } from '../../src/lib/clock.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { openProvider } from '../../src/provider-accounts/open-provider.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import { readHistories } from '../../src/recovery-points/history/read-histories.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { createTestContext, type TestContext } from '../helpers/context.ts'
import { adaptersOn, openSandbox } from '../helpers/sandbox-clouds.ts'

// The images of servers, through the real adapters and over HTTP, with every fault of a list.

const servers = 60
const clouds = [
  { provider: 'digitalocean', lists: ['droplets_list_backups', 'droplets_list_snapshots', 'images_list'] },
  { provider: 'contabo', lists: ['retrieveSnapshotList'] },
  { provider: 'hetzner', lists: ['list_images'] },
  { provider: 'linode', lists: ['get-backups'] },
  { provider: 'vultr', lists: ['list-backups', 'list-snapshots'] },
] as const

describe.each(clouds)('$provider', ({ provider, lists }) => {
  let t: TestContext
  let sandbox: Sandbox
  let provider_account_id: string
  const begin = async () => {
    t = await createTestContext({ providers: adaptersOn })
    sandbox = await openSandbox({ provider, clock: t.clock, servers })
    const connected = await connectProviderAccount(t.ctx, {
      provider,
      label: 'Sandbox',
      endpoint: sandbox.url,
      credentials: sandbox.control.credentials(),
    })
    provider_account_id = connected.id
  }
  const end = async () => {
    await sandbox.close()
    await t.end()
  }

  /** As the calendar does, some time later. */
  const look = async (afterMs = 20 * minuteMs) => {
    t.clock.advanceMs(afterMs)
    sandbox.control.advance(0)
    const { run_id } = await startSync(t.ctx, { provider_account_id })
    await syncProviderAccount(t.ctx, { provider_account_id, run_id })
    sandbox.control.forgetCalls()
    await readHistories(t.ctx, { provider_account_id })
  }
  const listCalls = () => lists.reduce((sum, name) => sum + (sandbox.control.calls()[name] ?? 0), 0)
  const points = () =>
    t.ctx.db
      .selectFrom('recovery_points')
      .innerJoin('servers', 'servers.id', 'recovery_points.server_id')
      .select(['ref', 'method', 'state', 'taken_at', 'expires_at', 'servers.provider_ref'])
      .orderBy('ref')
      .execute()
  const available = async () => (await points()).filter(({ state }) => state === 'available')
  const there = () =>
    sandbox.control
      .servers()
      .flatMap(({ ref, recovery_points }) => recovery_points.map((point) => ({ ...point, provider_ref: ref })))
      .filter(({ kind }) => kind === 'snapshot' || provider !== 'contabo')
      .map(({ ref, kind, created_at, provider_ref }) => ({ ref, method: kind, taken_at: created_at, provider_ref }))
      .sort((a, b) => a.ref.localeCompare(b.ref))
  const snapshotOn = async (ref: string) => {
    const cloud = await openProvider(t.ctx, { provider_account_id })
    if (cloud.capabilities.snapshot?.needs_native) await cloud.enableNative(ref, null)
    t.clock.advanceMs(5 * minuteMs)
    sandbox.control.advance(0)
    await cloud.createSnapshot(ref, 'by hand')
    t.clock.advanceMs(5 * minuteMs)
    sandbox.control.advance(0)
    return cloud
  }
  const firstRef = () =>
    sandbox.control.servers().find(({ native }) => native === 'off')?.ref ?? expect.fail('none off')

  describe('a world for each', () => {
    beforeEach(begin)
    afterEach(end)

    test('how large the disks are comes with the servers', async () => {
      await look()
      const rows = await t.ctx.db.selectFrom('servers').select('disk_bytes').execute()
      const known = rows.filter(({ disk_bytes }) => disk_bytes !== null && disk_bytes >= 20_000_000_000).length
      // Some servers' disks are apart from them.
      expect(known).toBeGreaterThan(0)
    })

    test('what can be listed for the whole account only is listed once for all of its servers', async () => {
      await look()
      const calls = sandbox.control.calls()
      if (provider === 'vultr') expect(calls).toMatchObject({ 'list-snapshots': 1, 'list-backups': servers })
      // Backups and snapshots, 50 images on a page.
      if (provider === 'hetzner') expect(calls.list_images).toBeLessThanOrEqual(2 + Math.ceil((servers * 8) / 50))
    })

    test('what the provider has is on record, each once, and reading again writes nothing', async () => {
      await snapshotOn(firstRef())
      await look(3 * dayMs)
      const recorded = (await available()).map(({ expires_at: _, state: __, ...point }) => point)
      expect(recorded.length).toBeGreaterThan(0)
      expect(recorded).toEqual(there())
      await look()
      expect((await available()).map(({ ref }) => ref)).toEqual(there().map(({ ref }) => ref))
      if (provider === 'digitalocean') expect(listCalls(), 'nothing changed, nothing is read').toBe(0)
      expect(await points()).toHaveLength(recorded.length)
    })

    test('one that was deleted is gone when two lists came without it', async () => {
      const ref = firstRef()
      const cloud = await snapshotOn(ref)
      if (cloud.capabilities.snapshot?.can_delete === false) {
        await expect(cloud.deleteSnapshot(ref, 'any')).rejects.toMatchObject({ kind: 'unsupported' })
        return
      }
      await look()
      const [snapshot] = (await available()).filter((point) => point.provider_ref === ref)
      if (snapshot === undefined) expect.fail('the snapshot was not found')
      await cloud.deleteSnapshot(ref, snapshot.ref)
      await t.ctx.db.updateTable('servers').set({ history_due_at: t.clock.now() }).execute()
      await look()
      const stateOf = async () => (await points()).find((point) => point.ref === snapshot.ref)?.state
      expect(await stateOf()).toBe('available')
      await look()
      // Of one server, an empty list is not believed at once.
      if ((await available()).some((point) => point.ref === snapshot.ref)) await look(25 * 60 * minuteMs)
      expect(await stateOf()).toBe('gone')
    })
  })

  describe('faults, one after another in one world', () => {
    beforeAll(async () => {
      await begin()
      await snapshotOn(firstRef())
      await look(3 * dayMs)
    })
    afterAll(end)

    test.each(['empty_list', 'half_list', 'server_error', 'html', 'unauthorized', 'rate_limited'] as const)(
      '%s in every list of images never means that one is gone',
      async (kind) => {
        // What the fault before left is read.
        await look()
        const before = await points()
        expect(before.length).toBeGreaterThan(0)
        for (let n = 0; n < 3; n++) {
          for (const operation of lists) sandbox.control.addFault({ operation, kind, times: 500 })
          await t.ctx.db.updateTable('servers').set({ history_due_at: t.clock.now() }).execute()
          await look()
          sandbox.control.clearFaults()
        }
        const now = new Map((await points()).map(({ ref, state }) => [ref, state]))
        // But for those whose time came meanwhile.
        const lasting = before.filter(({ expires_at }) => expires_at === null || expires_at > t.clock.now())
        expect(lasting.length).toBeGreaterThan(0)
        expect(lasting.map(({ ref }) => now.get(ref))).toEqual(lasting.map(({ state }) => state))
      },
    )
  })
})

test('backups that had their time are expired, not gone; an account of them is read in a few calls', async () => {
  const t = await createTestContext({ providers: adaptersOn })
  const sandbox = await openSandbox({ provider: 'digitalocean', clock: t.clock, servers })
  const { id: provider_account_id } = await connectProviderAccount(t.ctx, {
    provider: 'digitalocean',
    label: 'Sandbox',
    endpoint: sandbox.url,
    credentials: sandbox.control.credentials(),
  })
  const look = async (afterMs: number) => {
    t.clock.advanceMs(afterMs)
    sandbox.control.advance(0)
    const { run_id } = await startSync(t.ctx, { provider_account_id })
    await syncProviderAccount(t.ctx, { provider_account_id, run_id })
    sandbox.control.forgetCalls()
    await readHistories(t.ctx, { provider_account_id })
  }
  for (const { ref } of sandbox.control.servers())
    sandbox.control.panel('enable_backups', { server_ref: ref, plan: 'daily' })
  await look(dayMs)
  for (let day = 0; day < 12; day++) await look(dayMs)
  await look(20 * minuteMs)
  await look(20 * minuteMs)
  const calls = Object.values(sandbox.control.calls()).reduce((sum, n) => sum + n, 0)
  expect(calls).toBeLessThan(servers)
  const counts = await t.ctx.db
    .selectFrom('recovery_points')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const of = (state: string) => counts.find((row) => row.state === state)?.count ?? 0
  const there = sandbox.control.servers().reduce((sum, { recovery_points }) => sum + recovery_points.length, 0)
  expect(of('available')).toBe(there)
  expect(of('forgotten')).toBeGreaterThan(servers)
  expect(of('gone')).toBe(0)
  await sandbox.close()
  await t.end()
})
