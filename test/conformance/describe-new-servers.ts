import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeProvider } from '../../src/providers/registry.ts'
import { throwawayPrefix } from '../../src/providers/require-throwaway.ts'
import { makesNewServers, snapshotPoint } from './changes.ts'
import type { ConformanceSubject } from './subject.ts'
import { openWorld, type World } from './world.ts'

/** What can be made of an image, and that only throw-aways of ours are ever deleted. */
export const describeNewServers = (subject: ConformanceSubject): void => {
  if (!makesNewServers(describeProvider(subject.provider).capabilities)) return

  describe('new servers', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test('only a throw-away of that very name is deleted', async () => {
      const { provider, sandbox } = world
      const [other] = sandbox.control.servers()
      const name = `${throwawayPrefix}1`
      const started = await provider.createServer({ ...subject.new_server, name })
      await world.settle(started)
      const refused = { kind: 'permanent', effect: 'none' }
      for (const [ref = '', called = ''] of [
        [other?.ref, other?.name],
        [other?.ref, name],
        [started.ref, `${throwawayPrefix}2`],
        [started.ref, throwawayPrefix],
      ])
        await expect(provider.deleteThrowaway(ref, called)).rejects.toMatchObject(refused)
      expect(sandbox.control.effects().filter(({ kind }) => kind === 'server_deleted')).toEqual([])
      await provider.deleteThrowaway(started.ref, name)
      await expect(provider.getServer(started.ref)).rejects.toMatchObject({ kind: 'not_found' })
      await expect(provider.deleteThrowaway(started.ref, name)).rejects.toMatchObject({ kind: 'not_found' })
    })

    test('what a new server can be is told before one is made', async () => {
      const { provider } = world
      const { ref, point } = await snapshotPoint(world, subject)
      const server = await provider.getServer(ref)
      const { regions, min_disk_gb, sizes } = await provider.newServerChoices(ref, point)
      expect(regions).toContain(server.region)
      const own = sizes.find(({ name }) => name === server.size)
      expect(own?.disk_gb).toBeGreaterThanOrEqual(min_disk_gb ?? Number.POSITIVE_INFINITY)
      expect(own?.price_per_month).toMatchObject({ currency: expect.stringMatching(/^[A-Z]{3}$/) })
      expect(own?.price_per_month?.amount_minor).toBeGreaterThan(0)
    })
  })
}
