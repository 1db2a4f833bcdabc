import { afterEach, beforeEach, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '../../src/lib/clock.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { openProvider } from '../../src/provider-accounts/open-provider.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import { snapshotSlots } from '../../src/providers/contabo/products.ts'
import { readHistories } from '../../src/recovery-points/history/read-histories.ts'
import { getRun } from '../../src/runs/get-run.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { createTestContext, type TestContext } from '../helpers/context.ts'
import { adaptersOn, openSandbox } from '../helpers/sandbox-clouds.ts'

// Contabo lists snapshots server by server only, and keeps a log of what was changed: how many calls that takes (DESIGN §9).

const servers = 250
let t: TestContext
let sandbox: Sandbox
let provider_account_id: string
beforeEach(async () => {
  t = await createTestContext({ providers: adaptersOn })
  sandbox = await openSandbox({ provider: 'contabo', clock: t.clock, servers, settings: { calls_per_hour: 1_000_000 } })
  const credentials = sandbox.control.credentials()
  const account = { provider: 'contabo', label: 'Sandbox', endpoint: sandbox.url, credentials } as const
  provider_account_id = (await connectProviderAccount(t.ctx, account)).id
})
afterEach(async () => {
  await sandbox.close()
  await t.end()
})

/** As the calendar does, some time later; resolves with how often each thing was asked. */
const look = async (afterMs = 20 * minuteMs) => {
  t.clock.advanceMs(afterMs)
  sandbox.control.advance(0)
  sandbox.control.forgetCalls()
  const { run_id } = await startSync(t.ctx, { provider_account_id })
  await syncProviderAccount(t.ctx, { provider_account_id, run_id })
  await readHistories(t.ctx, { provider_account_id })
  const calls = sandbox.control.calls()
  const {
    retrieveInstancesList: pages = 0,
    retrieveSnapshotsAuditsList: logs = 0,
    retrieveSnapshotList: lists = 0,
  } = calls
  return { pages, logs, lists, outcome: (await getRun(t.ctx, { run_id })).outcome }
}
const withSlots = async () => {
  const rows = await t.ctx.db.selectFrom('servers').select(['size', 'provider_ref']).orderBy('provider_ref').execute()
  return rows.filter(({ size }) => snapshotSlots(size) > 0).map(({ provider_ref }) => provider_ref ?? '')
}
const onRecord = (ref: string) =>
  t.ctx.db
    .selectFrom('recovery_points')
    .innerJoin('servers', 'servers.id', 'recovery_points.server_id')
    .select(['ref', 'recovery_points.state'])
    .where('servers.provider_ref', '=', ref)
    .execute()

test('each server with slots is read once, then only those that the log names, and all of them every three days', async () => {
  const pages = Math.ceil(servers / 100)
  const first = await look()
  const slots = await withSlots()
  expect(slots.length).toBeLessThan(servers)
  expect(first).toEqual({ pages, logs: 1, lists: slots.length, outcome: 'succeeded' })
  expect(await look()).toEqual({ pages, logs: 1, lists: 0, outcome: 'succeeded' })

  const cloud = await openProvider(t.ctx, { provider_account_id })
  const [ref = '', other = ''] = slots
  for (const one of [ref, other]) await cloud.createSnapshot(one, 'by another program')
  expect(await look()).toEqual({ pages, logs: 1, lists: 2, outcome: 'succeeded' })
  const [seen] = await onRecord(ref)
  expect(seen).toMatchObject({ state: 'available' })
  // Read again once: the log may have told of it before the list showed it.
  await look()
  await cloud.deleteSnapshot(ref, seen?.ref ?? '')
  expect(await look()).toMatchObject({ logs: 1, lists: 1 })
  // Two whole lists have to come without it, and an empty one is not believed at once.
  await look(25 * hourMs)
  await look()
  expect(await onRecord(ref)).toMatchObject([{ state: 'gone' }])

  for (let hours = 0; hours < 24; hours += 2) expect(await look(2 * hourMs)).toMatchObject({ logs: 1, lists: 0 })
  let swept = 0
  for (let hours = 0; hours < 72; hours += 12) swept += (await look(12 * hourMs)).lists
  expect(swept).toBeGreaterThanOrEqual(slots.length)
  expect(swept).toBeLessThan(2 * slots.length)
})

test('a log that does not come fails no sync; what it told meanwhile is caught up on, and after a day each server is read as before', async () => {
  await look()
  const [ref = ''] = await withSlots()
  const operation = 'retrieveSnapshotsAuditsList'
  sandbox.control.addFault({ operation, kind: 'server_error', times: 500 })
  await (await openProvider(t.ctx, { provider_account_id })).createSnapshot(ref, 'by another program')
  expect(await look()).toMatchObject({ lists: 0, outcome: 'succeeded' })
  sandbox.control.clearFaults()
  expect(await look()).toMatchObject({ logs: 1, lists: 1 })
  expect(await onRecord(ref)).toHaveLength(1)
  sandbox.control.addFault({ operation, kind: 'server_error', times: 5_000 })
  for (let days = 0; days < 4; days++) await look(dayMs)
  expect((await look(dayMs)).lists).toBe((await withSlots()).length)
})
