import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensurePlans } from '../../src/billing/ensure-plans.ts'
import { grantSubscription } from '../../src/billing/grant-subscription.ts'
import { dayMs, hourMs } from '../../src/lib/clock.ts'
import { applyRetention } from '../../src/maintenance/apply-retention.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { continueSnapshot, type SnapshotStep } from '../../src/protections/snapshots/continue-snapshot.ts'
import { startDueSnapshots } from '../../src/protections/snapshots/start-due-snapshots.ts'
import { startSnapshot } from '../../src/protections/snapshots/start-snapshot.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { openProvider } from '../../src/provider-accounts/open-provider.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import { getRun } from '../../src/runs/get-run.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { bulkAdopt } from '../../src/servers/bulk-adopt.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { createTestContext, type TestContext } from '../helpers/context.ts'
import { adaptersOn, openSandbox } from '../helpers/sandbox-clouds.ts'

// Snapshots on our schedule, through the real adapters and over HTTP, with what can go wrong on the way.

const clouds = [
  {
    provider: 'digitalocean',
    create: 'dropletActions_post',
    remove: 'images_delete',
    lists: 'droplets_list_snapshots',
  },
  { provider: 'contabo', create: 'createSnapshot', remove: 'deleteSnapshot', lists: 'retrieveSnapshotList' },
] as const

describe.each(clouds)('$provider', ({ provider, create, remove, lists }) => {
  let t: TestContext
  let sandbox: Sandbox
  let server: { id: string; name: string; provider_ref: string }
  let provider_account_id: string

  beforeEach(async () => {
    t = await createTestContext({ providers: adaptersOn })
    sandbox = await openSandbox({ provider, clock: t.clock, servers: 12 })
    const { ctx } = t
    provider_account_id = (
      await connectProviderAccount(ctx, {
        provider,
        label: 'Sandbox',
        endpoint: sandbox.url,
        credentials: sandbox.control.credentials(),
      })
    ).id
    const { run_id } = await startSync(ctx, { provider_account_id })
    await syncProviderAccount(ctx, { provider_account_id, run_id })
    const rows = await ctx.db
      .selectFrom('servers')
      .select(['id', 'name', 'size', 'provider_ref', 'native_state'])
      .execute()
    const { capabilities } = await openProvider(ctx, { provider_account_id })
    const slots = capabilities.snapshot?.slots
    const roomy =
      rows.find(({ size }) => typeof slots !== 'function' || (slots(size) ?? 0) >= 3) ?? expect.fail('no slots')
    server = { ...roomy, provider_ref: roomy.provider_ref ?? '' }
    const organization = await createOrganization(ctx, { name: 'Customer' })
    await bulkAdopt(ctx, { server_ids: [server.id], organization_id: organization.id })
    await ensurePlans(ctx)
    const plan = await ctx.db.selectFrom('plans').select('id').orderBy('retention_days').executeTakeFirstOrThrow()
    await ctx.db.updateTable('servers').set({ plan_type: 'basic' }).where('id', '=', server.id).execute()
    await grantSubscription(ctx, { organization_id: organization.id, plan_id: plan.id, quantity: 1 })
    t.queue.length = 0
  })
  afterEach(async () => {
    await sandbox.close()
    await t.end()
  })

  /** Works what concerns snapshots until nothing is left of it, as the clock comes to it. */
  const work = async () => {
    for (let steps = 0; steps < 2_000; steps++) {
      const next = t.queue.shift()
      if (next === undefined) return
      if (next.task === 'maintenance.apply-retention')
        await applyRetention(t.ctx, next.input as { protection_id: string })
      if (next.task !== 'protections.continue-snapshot') continue
      t.clock.advanceMs(Math.max(0, Date.parse(next.start_after ?? t.clock.now()) - t.clock.nowMs()))
      sandbox.control.advance(0)
      await continueSnapshot(t.ctx, next.input as SnapshotStep)
    }
    expect.fail('it goes round in circles')
  }
  const enable = () => toggleBackups(t.ctx, { server_id: server.id, enable: true, methods: ['snapshot'] })
  const there = () =>
    sandbox.control
      .servers()
      .find(({ ref }) => ref === server.provider_ref)
      ?.recovery_points.filter(({ kind }) => kind === 'snapshot') ?? []
  const protection = () =>
    t.ctx.db.selectFrom('protections').selectAll().where('method', '=', 'snapshot').executeTakeFirstOrThrow()
  const backups = () => t.ctx.db.selectFrom('runs').selectAll().where('kind', '=', 'backup').orderBy('id').execute()
  const onRecord = async () =>
    t.ctx.db
      .selectFrom('recovery_points')
      .selectAll()
      .where('method', '=', 'snapshot')
      .where('state', '=', 'available')
      .orderBy('taken_at')
      .execute()
  const nextDay = async (days = 1) => {
    t.clock.advanceMs(days * dayMs)
    sandbox.control.advance(0)
    await startDueSnapshots(t.ctx)
    await work()
  }

  test('enabled: the first is taken at once, and then they count as on', async () => {
    const result = await enable()
    expect(result).toMatchObject({ success: true, backups_enabled: false, run_id: expect.any(String) })
    await work()
    expect(await protection()).toMatchObject({ observed_state: 'on', phase: 'idle', desired_state: 'on' })
    expect(await getRun(t.ctx, { run_id: result.run_id ?? '' })).toMatchObject({ kind: 'enable', outcome: 'succeeded' })
    expect(await backups()).toMatchObject([{ outcome: 'succeeded' }])
    expect(there()).toHaveLength(1)
    expect(await onRecord()).toMatchObject([{ ref: there()[0]?.ref, run_id: (await backups())[0]?.id }])
    expect(await enable()).toMatchObject({ message: 'Backups enabled successfully', backups_enabled: true })
    expect(there()).toHaveLength(1)
  })

  test('our schedule takes them and our retention lets them go; what others made is never touched', async () => {
    const cloud = await openProvider(t.ctx, { provider_account_id })
    await cloud.createSnapshot(server.provider_ref, 'by hand')
    t.clock.advanceMs(hourMs)
    sandbox.control.advance(0)
    const foreign = there()[0]?.ref
    await enable()
    await work()
    for (let day = 0; day < 20; day++) {
      await nextDay()
      expect(there().some(({ ref }) => ref === foreign)).toBe(true)
    }
    const runs = await backups()
    expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']))
    const own = (await onRecord()).filter(({ run_id }) => run_id !== null)
    expect(own.length).toBeLessThan(runs.length)
    const reach = t.clock.nowMs() - Date.parse(own[0]?.taken_at ?? '')
    expect(reach, 'as far back as the plan promises').toBeGreaterThanOrEqual(6 * dayMs)
    expect(
      there()
        .map(({ ref }) => ref)
        .sort(),
    ).toEqual((await onRecord()).map(({ ref }) => ref).sort())
  })

  test.each([
    ['timeout_after_effect', create],
    ['timeout_before_effect', create],
    ['server_error', create],
    ['rate_limited', create],
    ['locked', create],
    ['server_error', lists],
    ['timeout_before_effect', lists],
    ['empty_list', lists],
    ['server_error', remove],
    ['timeout_after_effect', remove],
  ] as const)('%s at %s: never two for one, nothing lost', async (kind, operation) => {
    await enable()
    await work()
    const before = (await backups()).length
    for (let week = 0; week < 2; week++) {
      sandbox.control.addFault({
        operation,
        kind,
        times: 1,
        ...(kind === 'rate_limited' ? { retry_after_seconds: 5 } : {}),
      })
      await nextDay(7)
      sandbox.control.clearFaults()
    }
    await nextDay(7)
    const runs = (await backups()).slice(before)
    const made = runs.filter(({ outcome }) => outcome === 'succeeded').length
    expect(made).toBeGreaterThan(0)
    const own = (await onRecord()).filter(({ run_id }) => run_id !== null)
    expect(new Set(own.map(({ run_id }) => run_id)).size).toBe(own.length)
    expect(
      there()
        .map(({ ref }) => ref)
        .sort(),
    ).toEqual(own.map(({ ref }) => ref).sort())
    expect(own.length).toBeGreaterThanOrEqual(1)
    expect(await t.ctx.db.selectFrom('snapshot_orders').select('run_id').where('state', '=', 'open').execute()).toEqual(
      [],
    )
  })

  test('two at once are one; a lost process between the request and its answer makes no second', async () => {
    await enable()
    await work()
    t.clock.advanceMs(hourMs)
    const { id: protection_id } = await protection()
    const input = { server_id: server.id, protection_id, purpose: 'on_demand' } as const
    const [one, two] = [await startSnapshot(t.ctx, input), await startSnapshot(t.ctx, input)]
    expect(two).toEqual(one)
    // Its process died after the provider had it, and before that was written down.
    const cloud = await openProvider(t.ctx, { provider_account_id })
    const order = await t.ctx.db
      .selectFrom('snapshot_orders')
      .selectAll()
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
    await t.ctx.db
      .updateTable('runs')
      .set({ sent_at: t.clock.now(), state: 'running' })
      .where('id', '=', one.run_id)
      .execute()
    await cloud.createSnapshot(server.provider_ref, order.name)
    await work()
    expect(await getRun(t.ctx, one)).toMatchObject({ outcome: 'succeeded' })
    expect(there()).toHaveLength(2)
  })

  test('switched off, nothing is taken any more and nothing is deleted', async () => {
    await enable()
    await work()
    await toggleBackups(t.ctx, { server_id: server.id, enable: false })
    await nextDay(8)
    expect(await backups()).toHaveLength(1)
    if (provider === 'digitalocean') expect(there()).toHaveLength(1)
  })
})
