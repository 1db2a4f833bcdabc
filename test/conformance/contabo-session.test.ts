import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { testClock } from '../../src/lib/clock.ts'
import { startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { contaboSubject } from './contabo-subject.ts'
import { openWorld, type World, type WorldOptions } from './world.ts'

let world: World | null = null
const open = async (options?: WorldOptions) => {
  world = await openWorld(contaboSubject, options)
  return world
}
afterEach(async () => {
  await world?.close()
  world = null
})
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/

test('a token that the cloud let expire is renewed, once for all who wait for it', async () => {
  const { provider, sandbox } = await open()
  const refs = sandbox.control.servers().map(({ ref }) => ref)
  await Promise.all(refs.map((ref) => provider.getServer(ref)))
  expect(sandbox.control.calls().getToken).toBe(1)
  // Only the cloud's time runs ahead: the adapter learns of it from 401.
  sandbox.control.advance(301_000)
  await Promise.all(refs.map((ref) => provider.getServer(ref)))
  expect(sandbox.control.calls().getToken).toBe(2)
})

test('a sign-in service that stumbles is asked again, and the change that waits for it goes out once', async () => {
  const { provider, sandbox } = await open()
  const ref = sandbox.control.servers()[0]?.ref ?? ''
  const kinds = ['server_error', 'html', 'timeout_before_effect'] as const
  for (const kind of kinds) sandbox.control.addFault({ operation: 'getToken', kind })
  await provider.enableNative(ref, null)
  expect(sandbox.control.calls()).toMatchObject({ getToken: 4, upgradeInstance: 1 })
  sandbox.control.advance(301_000)
  sandbox.control.addFault({ operation: 'getToken', kind: 'server_error', times: 100 })
  await expect(provider.createSnapshot(ref, 'nightly 1')).rejects.toMatchObject({ kind: 'retry', effect: 'none' })
  expect(sandbox.control.effects().map(({ kind }) => kind)).toEqual(['backups_enabled'])
})

test('a changed password is told as refused credentials', async () => {
  const { provider, sandbox } = await open()
  await provider.listServers()
  sandbox.control.panel('change_password', { api_password: 'another-password' })
  await expect(provider.listServers()).rejects.toMatchObject({
    kind: 'unauthorized',
    effect: 'none',
    message: expect.stringMatching(/API password/),
  })
})

test('errors tell the request id, for refusals and for cut connections', async () => {
  const { provider, sandbox } = await open()
  const ref = sandbox.control.servers()[0]?.ref ?? ''
  for (const kind of ['server_error', 'html', 'timeout_before_effect', 'locked'] as const) {
    sandbox.control.addFault({ operation: 'upgradeInstance', kind })
    await expect(provider.enableNative(ref, null)).rejects.toThrow(uuid)
  }
})

test('a narrow role is told right by right', async () => {
  const { provider, sandbox } = await open()
  sandbox.control.panel('restrict_role', { operations: ['retrieveSnapshotList', 'upgradeInstance'] })
  const check = await provider.checkCredentials()
  expect(check.account).toMatch(/^backup-api@example\.com, customer INT-\d+$/)
  expect(check.scopes.map(({ granted }) => granted)).toEqual([true, false, null, null, null])
  const ref = sandbox.control.servers()[0]?.ref ?? ''
  await expect(provider.enableNative(ref, null)).rejects.toMatchObject({ kind: 'forbidden', effect: 'none' })
  sandbox.control.panel('restrict_role', { operations: ['retrieveInstancesList'] })
  const narrower = await provider.checkCredentials()
  expect(narrower.scopes.map(({ granted }) => granted)).toEqual([false, null, null, null, null])
})

test('10,000 servers are listed in 100 calls', async () => {
  const { provider, sandbox } = await open({ servers: 10_000 })
  const listing = await provider.listServers()
  expect(listing).toMatchObject({ complete: true, problem: null, calls: 100 })
  expect(new Set(listing.servers.map(({ ref }) => ref)).size).toBe(10_000)
  expect(sandbox.control.calls()).toEqual({ getToken: 1, retrieveInstancesList: 100 })
})

test('a limit that Contabo does not tell is found and kept', async () => {
  const { provider, sandbox, waits } = await open({ servers: 3_000, settings: { calls_per_hour: 200 } })
  expect(await provider.listServers()).toMatchObject({ complete: true, calls: 30 })
  expect(waits.length).toBeGreaterThan(0)
  expect(sandbox.control.calls().retrieveInstancesList).toBeLessThan(60)
})

test('the cloud is the same after a restart, with what was under way', async () => {
  const state_dir = await mkdtemp(join(tmpdir(), 'backstay-sandbox-'))
  const options = { provider: 'contabo', state_dir, clock: testClock(), seed: 7, servers: 5 } as const
  try {
    const first = await startSandbox(options)
    const { credentials, servers, panel } = first.control
    const [secrets, fleet] = [credentials(), servers()]
    panel('enable_backups', { server_ref: fleet[0]?.ref })
    first.control.advance(2 * 86_400_000)
    const [then] = first.control.servers()
    await first.close()
    const second = await startSandbox(options)
    expect(second.control.credentials()).toEqual(secrets)
    expect(second.control.servers()).toHaveLength(fleet.length)
    expect(then?.recovery_points.length).toBeGreaterThan(0)
    expect(second.control.servers()[0]).toEqual(then)
    expect(second.control.effects().map(({ kind }) => kind)).toEqual(['backups_enabled'])
    await second.close()
  } finally {
    await rm(state_dir, { recursive: true, force: true })
  }
})
