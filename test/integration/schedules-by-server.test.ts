import { afterEach, beforeEach, expect, test } from 'vitest'
import { minuteMs } from '../../src/lib/clock.ts'
import { continueProtection } from '../../src/protections/continue-protection.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { createTestContext, type TestContext } from '../helpers/context.ts'
import { arrangeServers } from '../helpers/protected-servers.ts'
import { adaptersOn, openSandbox } from '../helpers/sandbox-clouds.ts'

// Vultr: switching on takes two calls, and only a look at the server itself tells the schedule.

let t: TestContext
let sandbox: Sandbox
let account: string
let server_id: string
let ref: string

beforeEach(async () => {
  t = await createTestContext({ providers: adaptersOn })
  sandbox = await openSandbox({ provider: 'vultr', clock: t.clock, servers: 6 })
  const connected = await connectProviderAccount(t.ctx, {
    provider: 'vultr',
    label: 'Sandbox',
    endpoint: sandbox.url,
    credentials: sandbox.control.credentials(),
  })
  account = connected.id
  // The plan and its place are all that is wanted of it.
  await arrangeServers(t.ctx, t.cloud, t.house_id, { servers: 0, places: 3 })
  await sync()
  const off = sandbox.control.servers().find(({ native }) => native === 'off')
  ref = off?.ref ?? expect.fail('all servers have backups')
  server_id = (await row()).id
  await t.ctx.db.updateTable('servers').set({ plan_type: 'basic' }).where('id', '=', server_id).execute()
})
afterEach(async () => {
  await sandbox.close()
  await t.end()
})

const sync = async () => {
  const { run_id } = await startSync(t.ctx, { provider_account_id: account })
  await syncProviderAccount(t.ctx, { provider_account_id: account, run_id })
  t.clock.advanceMs(minuteMs)
}
const row = () => t.ctx.db.selectFrom('servers').selectAll().where('provider_ref', '=', ref).executeTakeFirstOrThrow()
const protection = () =>
  t.ctx.db.selectFrom('protections').selectAll().where('server_id', '=', server_id).executeTakeFirstOrThrow()
const goOn = async () => {
  t.clock.advanceMs(minuteMs)
  await continueProtection(t.ctx, { protection_id: (await protection()).id })
}
const switchOn = () => toggleBackups(t.ctx, { server_id, enable: true })
const weekly = { every: 'week', weekday: 'sunday', hour: 0 }
const there = () => sandbox.control.servers().find((server) => server.ref === ref)
const count = (wanted: string) => sandbox.control.effects().filter(({ kind }) => kind === wanted).length

test('a schedule that was read stays through syncs, which cannot read it', async () => {
  await switchOn()
  const before = await row()
  expect(before).toMatchObject({ backups_enabled: true, native_schedule: weekly, native_next_at: expect.any(String) })
  await sync()
  expect(await row()).toMatchObject({ native_schedule: weekly, updated_at: before.updated_at })
  sandbox.control.panel('disable_backups', { server_ref: ref })
  await sync()
  expect(await row()).toMatchObject({ native_state: 'off', native_schedule: null, native_next_at: null })
})

test.each(['server_error', 'locked', 'timeout_before_effect', 'unauthorized'] as const)(
  'stopped by %s between the two calls: on, and then at the time that was wanted, and paid for once',
  async (kind) => {
    sandbox.control.addFault({ operation: 'create-instance-backup-schedule', kind })
    // On is true at once: the provider shows it.
    expect(await switchOn()).toMatchObject({ success: true, backups_enabled: true, run_id: expect.any(String) })
    expect(there()).toMatchObject({ native: 'on', schedule: { type: 'daily' } })
    expect(await protection()).toMatchObject({ desired_state: 'on', phase: 'enabling' })
    await goOn()
    expect(await protection()).toMatchObject({ desired_state: 'on', observed_state: 'on', phase: 'idle' })
    expect(await row()).toMatchObject({ backups_enabled: true, native_schedule: weekly })
    expect(there()?.schedule).toMatchObject({ type: 'weekly', dow: 1, hour: 0 })
    expect(count('backups_enabled')).toBe(1)
  },
)

test('a schedule that is refused for good leaves backups on, and never says that they failed', async () => {
  sandbox.control.addFault({ operation: 'create-instance-backup-schedule', kind: 'server_error', times: 100 })
  await switchOn()
  for (let look = 0; look < 20; look++) await goOn()
  expect(await protection()).toMatchObject({ desired_state: 'on', observed_state: 'on', phase: 'idle' })
  expect(await row()).toMatchObject({ backups_enabled: true, native_schedule: { every: 'day', hour: 10 } })
  expect(sandbox.control.calls()).toMatchObject({ 'update-instance': 1, 'create-instance-backup-schedule': 3 })
})
