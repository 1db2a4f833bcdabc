import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/lib/random.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { ProviderError } from '../../src/providers/provider-error.ts'
import { changes, effectsSince, refOfServer } from './changes.ts'
import { spoilingFetch } from './spoil.ts'
import type { ConformanceSubject } from './subject.ts'
import { openWorld, type World } from './world.ts'

const rounds = 100

/** Answers that no document allows: whatever comes, it ends as a fact or as a ProviderError. */
export const describeSpoiled = (subject: ConformanceSubject): void => {
  describe('spoiled answers', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject, { settings: { calls_per_hour: 10_000_000 } })
    })
    afterEach(() => world.close())

    const spoiled = (seed: number, share: number): Provider =>
      world.connect(world.sandbox.control.credentials(), {}, { fetch: spoilingFetch(seededRandom(seed), share) })

    /** What came, or null; anything but a ProviderError fails the test. */
    const orRefused = async <T>(work: Promise<T>, seed: number): Promise<T | null> => {
      try {
        return await work
      } catch (error) {
        if (error instanceof ProviderError) return null
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }

    test('a listing that claims to be whole has as many servers as there are', async () => {
      const truth = world.sandbox.control.servers().length
      const ends = { whole: 0, partial: 0, refused: 0 }
      for (let seed = 1; seed <= rounds; seed++) {
        const listing = await orRefused(spoiled(seed, 0.5).listServers(), seed)
        if (listing?.complete) expect(listing.servers.length, `seed ${seed}`).toBe(truth)
        ends[listing === null ? 'refused' : listing.complete ? 'whole' : 'partial'] += 1
      }
      // All three were met, or the answers were not spoiled enough to prove anything.
      for (const [end, times] of Object.entries(ends)) expect(times, end).toBeGreaterThan(0)
    })

    test('reads end as a value or a ProviderError', async () => {
      const ref = await refOfServer(world, 'on')
      for (let seed = 1; seed <= rounds; seed++) {
        const provider = spoiled(seed, 0.5)
        await orRefused(provider.checkCredentials(), seed)
        const server = await orRefused(provider.getServer(ref), seed)
        if (server !== null) expect(['on', 'off', 'unknown']).toContain(server.native.state)
        await orRefused(provider.listRecoveryPoints(ref), seed)
        await orRefused(provider.followAction('1'), seed)
      }
    })

    test('changes end as a value or a ProviderError that does not deny the effect', async () => {
      const ref = await refOfServer(world, 'off')
      for (let seed = 1; seed <= rounds; seed++) {
        const before = world.sandbox.control.effects().length
        let failure: unknown = null
        await spoiled(seed, 0.5)
          .enableNative(ref, subject.schedules?.[0] ?? null)
          .catch((error: unknown) => {
            failure = error
          })
        if (failure !== null) expect(failure, `seed ${seed}`).toBeInstanceOf(ProviderError)
        const happened = effectsSince(world, before, changes.enableNative.effect).length
        if (happened > 0 && failure instanceof ProviderError) expect(failure.effect, `seed ${seed}`).toBe('unknown')
        expect(happened).toBeLessThanOrEqual(1)
        world.sandbox.control.advance(world.sandbox.control.settings().action_ms)
      }
    })
  })
}
