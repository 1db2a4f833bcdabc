import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refOfServer } from './changes.ts'
import type { ConformanceSubject } from './subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

/** What is read of the account as a whole: all recovery points, and prices. */
export const describeAccount = (subject: ConformanceSubject): void => {
  describe('the account', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test('those of the whole account are those of each server', async () => {
      const { provider, sandbox } = world
      if (!provider.capabilities.lists_all_recovery_points) {
        await expect(provider.listAllRecoveryPoints([])).rejects.toMatchObject({ kind: 'unsupported', effect: 'none' })
        return
      }
      const ref = await refOfServer(world, 'off')
      await world.settle(await provider.enableNative(ref, subject.schedules?.[0] ?? null))
      sandbox.control.advance(3 * dayMs)
      await world.settle(await provider.createSnapshot(ref, 'nightly 1'))
      const { servers } = await provider.listServers()
      const listing = await provider.listAllRecoveryPoints(servers)
      expect(listing).toMatchObject({ complete: true, problem: null })
      const byRef = (a: { ref: string }, b: { ref: string }) => a.ref.localeCompare(b.ref)
      const single = []
      for (const server of servers)
        for (const point of await provider.listRecoveryPoints(server.ref))
          single.push({ ...point, server_ref: server.ref })
      expect(single.length).toBeGreaterThan(1)
      expect([...listing.points].sort(byRef)).toEqual(single.sort(byRef))
    })

    test('a list of prices knows the sizes of servers, or is ruled out', async () => {
      const prices = await world.provider.listPrices().catch((error: unknown) => error)
      if (prices instanceof Error) {
        expect(prices).toMatchObject({ name: 'ProviderError', kind: 'unsupported', effect: 'none' })
        return
      }
      const { servers } = await world.provider.listServers()
      for (const { size } of servers) expect(prices).toMatchObject({ servers: { [size ?? '']: expect.anything() } })
    })
  })
}
