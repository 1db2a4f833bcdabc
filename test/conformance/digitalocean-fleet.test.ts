import { expect, test } from 'vitest'
import { digitaloceanSubject } from './digitalocean-subject.ts'
import { openWorld } from './world.ts'

test('10,000 servers without a graphics card among them: one call more, which is how one knows', async () => {
  const world = await openWorld(digitaloceanSubject, { servers: 10_100 })
  try {
    for (const { ref, size } of (await world.provider.listServers()).servers)
      if (size?.startsWith('gpu')) world.sandbox.control.panel('delete_server', { server_ref: ref })
    const { servers, ...listing } = await world.provider.listServers()
    expect(servers.length).toBeGreaterThan(9_800)
    expect(listing).toEqual({ complete: true, problem: null, calls: 101 })
  } finally {
    await world.close()
  }
})

test('10,000 servers with their backup state in at most 100 calls', async () => {
  const world = await openWorld(digitaloceanSubject, { servers: 10_000 })
  try {
    const listing = await world.provider.listServers()
    expect(listing).toMatchObject({ complete: true, problem: null })
    const calls = world.sandbox.control.calls()
    expect(listing.calls).toBe(Object.values(calls).reduce((sum, count) => sum + count, 0))
    expect(listing.calls).toBeLessThanOrEqual(100)

    const truth = new Map(world.sandbox.control.servers().map((server) => [server.ref, server]))
    expect(listing.servers).toHaveLength(10_000)
    for (const { ref, native, recovery_point_refs } of listing.servers) {
      const server = truth.get(ref)
      expect(native.state, ref).toBe(server?.native)
      expect(native.schedule !== null, ref).toBe(server?.native === 'on')
      expect(recovery_point_refs).toEqual(server?.recovery_points.map((point) => point.ref))
    }
  } finally {
    await world.close()
  }
})
