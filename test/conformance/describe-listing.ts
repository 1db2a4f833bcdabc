import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NewFault } from '../../src/sandbox/kit/fault.ts'
import type { ConformanceSubject } from './subject.ts'
import { openWorld, type World } from './world.ts'

/** DESIGN rule 9: what is not whole says so, and never looks like a fleet that shrank. */
export const describeListing = (subject: ConformanceSubject): void => {
  const operation = subject.list_operation

  describe('listing servers', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject, { servers: subject.servers_for_two_pages })
    })
    afterEach(() => world.close())

    const refsInCloud = () => world.sandbox.control.servers().map(({ ref }) => ref)

    test('is complete and has each server once', async () => {
      const listing = await world.provider.listServers()
      expect(listing).toMatchObject({ complete: true, problem: null })
      expect(listing.servers.map(({ ref }) => ref).sort()).toEqual(refsInCloud().sort())
      const calls = Object.values(world.sandbox.control.calls()).reduce((sum, count) => sum + count, 0)
      expect(listing.calls).toBeGreaterThanOrEqual(2)
      expect(listing.calls).toBeLessThanOrEqual(calls)
      const shown = new Map(listing.servers.map((server) => [server.ref, server.native.state]))
      for (const { ref, native } of world.sandbox.control.servers()) {
        const state = shown.get(ref)
        // An adapter may not know; it may not say the opposite.
        if (state !== 'unknown') expect(state, ref).toBe(native)
      }
    })

    const partial: readonly (readonly [string, NewFault])[] = [
      ['half a page', { operation, kind: 'half_list' }],
      ['half of the second page', { operation, kind: 'half_list', after: 1 }],
      ['an empty first page', { operation, kind: 'empty_list' }],
      ['an empty second page', { operation, kind: 'empty_list', after: 1 }],
      ['a second page that fails', { operation, kind: 'server_error', after: 1, times: 100 }],
      ['a second page that is a web page', { operation, kind: 'html', after: 1, times: 100 }],
      ['a second page that never comes', { operation, kind: 'timeout_before_effect', after: 1, times: 100 }],
      ['a second page over the limit', { operation, kind: 'rate_limited', after: 1, times: 100 }],
      ['a second page that is refused', { operation, kind: 'unauthorized', after: 1, times: 100 }],
    ]

    test.each(partial)('%s is not complete', async (_name, fault) => {
      world.sandbox.control.addFault(fault)
      const listing = await world.provider.listServers()
      expect(listing.complete).toBe(false)
      expect(listing.problem).toEqual(expect.stringMatching(/^[A-Z].+\.$/))
      expect(listing.servers.length).toBeLessThan(subject.servers_for_two_pages)
      const known = new Set(refsInCloud())
      for (const { ref } of listing.servers) expect(known).toContain(ref)
    })

    test('a second page that fails once is fetched again', async () => {
      world.sandbox.control.addFault({ operation, kind: 'server_error', after: 1 })
      expect(await world.provider.listServers()).toMatchObject({ complete: true })
    })

    test.each(['server_error', 'html', 'timeout_before_effect'] as const)(
      '%s on the first page throws',
      async (kind) => {
        world.sandbox.control.addFault({ operation, kind, times: 100 })
        await expect(world.provider.listServers()).rejects.toMatchObject({ name: 'ProviderError', kind: 'retry' })
      },
    )

    test('an account without servers lists none, and never completely', async () => {
      for (const server_ref of refsInCloud()) world.sandbox.control.panel('delete_server', { server_ref })
      expect(await world.provider.listServers()).toMatchObject({ servers: [], complete: false })
    })
  })
}
