import { expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { digitaloceanSubject } from './digitalocean-subject.ts'
import { openWorld } from './world.ts'

/** Lists 320 servers, and lets something happen in the cloud right after the first page was answered. */
const listWhile = async (happens: (sandbox: Sandbox) => void) => {
  const seen = { pages: 0 }
  const world = await openWorld(digitaloceanSubject, {
    servers: 320,
    on_exchange: ({ operation }) => {
      seen.pages += operation === 'droplets_list' ? 1 : 0
      if (operation === 'droplets_list' && seen.pages === 1) happens(world.sandbox)
    },
  })
  try {
    const before = world.sandbox.control.servers().map(({ ref }) => ref)
    const listing = await world.provider.listServers()
    const after = new Set(world.sandbox.control.servers().map(({ ref }) => ref))
    const listed = new Set(listing.servers.map(({ ref }) => ref))
    return { listing, missing: before.filter((ref) => after.has(ref) && !listed.has(ref)) }
  } finally {
    await world.close()
  }
}

const newest = (sandbox: Sandbox) => sandbox.control.servers().at(-1)?.ref ?? ''

test('a server deleted between two pages hides another one: not complete', async () => {
  const { listing, missing } = await listWhile((sandbox) =>
    sandbox.control.panel('delete_server', { server_ref: newest(sandbox) }),
  )
  expect(missing).toHaveLength(1)
  expect(listing).toMatchObject({ complete: false, problem: expect.stringContaining('changed while it was read') })
})

test('also when another one was created meanwhile, so that the counts agree', async () => {
  const { listing } = await listWhile((sandbox) => {
    sandbox.control.panel('delete_server', { server_ref: newest(sandbox) })
    sandbox.control.panel('create_servers', { count: 1 })
  })
  expect(listing.complete).toBe(false)
})

test('a server created between two pages hides none', async () => {
  const { listing, missing } = await listWhile((sandbox) => sandbox.control.panel('create_servers', { count: 1 }))
  expect(missing).toEqual([])
  expect(listing.complete).toBe(false)
})
