import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeProvider } from '../../src/providers/registry.ts'
import { refOfServer } from './changes.ts'
import { showsSame } from './shows-same.ts'
import type { ConformanceSubject } from './subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

/** Credentials, one server, recovery points. */
export const describeReading = (subject: ConformanceSubject): void => {
  const { capabilities } = describeProvider(subject.provider)

  describe('reading', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test('good credentials: says whose account it is and which rights they have', async () => {
      const check = await world.provider.checkCredentials()
      expect(check.account).toEqual(expect.any(String))
      expect(check.scopes.length).toBeGreaterThan(0)
      for (const scope of check.scopes) {
        expect(scope.granted, scope.name).not.toBe(false)
        expect(scope.needed_for).not.toBe('')
      }
    })

    test('refused credentials are unauthorized everywhere', async () => {
      const stranger = world.connect(subject.bad_credentials)
      const ref = await refOfServer(world, 'off')
      const expected = { name: 'ProviderError', kind: 'unauthorized', effect: 'none' }
      await expect(stranger.checkCredentials()).rejects.toMatchObject(expected)
      await expect(stranger.listServers()).rejects.toMatchObject(expected)
      await expect(stranger.getServer(ref)).rejects.toMatchObject(expected)
      await expect(stranger.listRecoveryPoints(ref)).rejects.toMatchObject(expected)
      await expect(stranger.createServer(subject.new_server)).rejects.toMatchObject(expected)
      expect(world.sandbox.control.effects()).toEqual([])
    })

    test('one server is what the listing shows of it', async () => {
      const { servers } = await world.provider.listServers()
      for (const server of servers) showsSame(server, await world.provider.getServer(server.ref), capabilities)
    })

    test('a server that is gone, or never was, is not found', async () => {
      const ref = await refOfServer(world, 'off')
      world.sandbox.control.panel('delete_server', { server_ref: ref })
      await expect(world.provider.getServer(ref)).rejects.toMatchObject({ kind: 'not_found', effect: 'none' })
      await expect(world.provider.getServer('999999999')).rejects.toMatchObject({ kind: 'not_found' })
      await expect(world.provider.enableNative(ref, subject.schedules?.[0] ?? null)).rejects.toMatchObject({
        kind: 'not_found',
        effect: 'none',
      })
    })

    test('a ref that is no id of this provider reaches no other address', async () => {
      for (const ref of ['../account', '1/actions', '', '1?x=1'])
        await expect(world.provider.getServer(ref)).rejects.toMatchObject({ name: 'ProviderError', kind: 'not_found' })
    })

    test('unknown values of the provider are passed on as unknown', async () => {
      const ref = await refOfServer(world, 'off')
      const strange = world.sandbox.control.panel('make_strange', { server_ref: ref })
      const listing = await world.provider.listServers()
      expect(listing.complete).toBe(true)
      const server = listing.servers.find((one) => one.ref === ref)
      expect(server).toMatchObject({ status: 'unknown', ...(strange as object) })
      showsSame(server, await world.provider.getServer(ref), capabilities)
    })
  })
}

/** What happens to a read when the provider fails. */
export const describeReadFaults = (subject: ConformanceSubject): void => {
  describe('reading under faults', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test('faults that pass are waited out', async () => {
      const ref = await refOfServer(world, 'off')
      const { control } = world.sandbox
      control.addFault({ operation: subject.get_operation, kind: 'server_error' })
      control.addFault({ operation: subject.get_operation, kind: 'timeout_before_effect' })
      control.addFault({ operation: subject.get_operation, kind: 'rate_limited', retry_after_seconds: 2 })
      expect(await world.provider.getServer(ref)).toMatchObject({ ref })
      expect(control.calls()[subject.get_operation]).toBe(4)
      expect(Math.max(...world.waits)).toBeGreaterThanOrEqual(2_000)
    })

    test.each([
      ['server_error', 'retry'],
      ['html', 'retry'],
      ['timeout_before_effect', 'retry'],
      ['rate_limited', 'rate_limited'],
      ['unauthorized', 'unauthorized'],
    ] as const)('%s that stays ends as %s', async (fault, kind) => {
      const ref = await refOfServer(world, 'off')
      world.sandbox.control.addFault({ operation: subject.get_operation, kind: fault, times: 100 })
      await expect(world.provider.getServer(ref)).rejects.toMatchObject({ name: 'ProviderError', kind, effect: 'none' })
    })
  })
}

/** What can be restored, and what can be followed. */
export const describeRecoveryPoints = (subject: ConformanceSubject): void => {
  describe('recovery points', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test('recovery points come newest first, each once', async () => {
      const { provider, sandbox } = world
      const ref = await refOfServer(world, 'off')
      expect(await provider.listRecoveryPoints(ref)).toEqual([])
      if (provider.capabilities.native !== null)
        await world.settle(await provider.enableNative(ref, subject.schedules?.[0] ?? null))
      sandbox.control.advance(3 * dayMs)
      if (provider.capabilities.snapshot !== null) await world.settle(await provider.createSnapshot(ref, 'nightly 1'))
      const points = await provider.listRecoveryPoints(ref)
      const times = points.map(({ created_at }) => created_at)
      expect(times).toEqual([...times].sort().reverse())
      expect(new Set(points.map((point) => point.ref)).size).toBe(points.length)
      for (const time of times) expect(new Date(time).toISOString()).toBe(time)
      expect(points.some(({ kind }) => kind === 'native')).toBe(provider.capabilities.native?.can_list === true)
      expect(points.some(({ kind, name }) => kind === 'snapshot' && name === 'nightly 1')).toBe(
        provider.capabilities.snapshot !== null,
      )
    })

    test('recovery points of a server that is gone are not found', async () => {
      const ref = await refOfServer(world, 'off')
      world.sandbox.control.panel('delete_server', { server_ref: ref })
      await expect(world.provider.listRecoveryPoints(ref)).rejects.toMatchObject({ kind: 'not_found' })
    })

    test('an action nobody knows is a ProviderError', async () => {
      await expect(world.provider.followAction('nonsense')).rejects.toMatchObject({ name: 'ProviderError' })
    })
  })
}
