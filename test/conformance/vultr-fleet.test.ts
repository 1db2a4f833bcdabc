import { expect, test } from 'vitest'
import { vultrSubject } from './vultr-subject.ts'
import { openWorld } from './world.ts'

test('10,000 servers with their backup state in 20 calls', async () => {
  const world = await openWorld(vultrSubject, { servers: 10_000 })
  try {
    const { servers, ...listing } = await world.provider.listServers()
    expect(listing).toEqual({ complete: true, problem: null, calls: 20 })
    expect(world.sandbox.control.calls()).toEqual({ 'list-instances': 20 })
    const truth = new Map(world.sandbox.control.servers().map((server) => [server.ref, server.native]))
    expect(new Map(servers.map((server) => [server.ref, server.native.state]))).toEqual(truth)
  } finally {
    await world.close()
  }
})

test.each(['delete_server', 'create_servers'])('%s between two pages: not complete', async (act) => {
  const seen = { pages: 0 }
  const world = await openWorld(vultrSubject, {
    servers: 620,
    on_exchange: ({ operation }) => {
      seen.pages += operation === 'list-instances' ? 1 : 0
      const server_ref = world.sandbox.control.servers()[0]?.ref
      if (seen.pages === 1) world.sandbox.control.panel(act, { server_ref, count: 1 })
    },
  })
  try {
    expect(await world.provider.listServers()).toMatchObject({
      complete: false,
      problem: expect.stringContaining('changed while it was read'),
    })
  } finally {
    await world.close()
  }
})
