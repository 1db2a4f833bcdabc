import { expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { hetznerSubject } from './hetzner-subject.ts'
import { openWorld } from './world.ts'

test('10,000 servers with their backup state in 200 calls, within the limit of a project', async () => {
  const statuses = new Set<number>()
  const world = await openWorld(hetznerSubject, {
    servers: 10_000,
    on_exchange: ({ status }) => statuses.add(status),
  })
  try {
    const listing = await world.provider.listServers()
    expect(listing).toMatchObject({ complete: true, problem: null, calls: 200 })
    expect(world.sandbox.control.calls()).toEqual({ list_servers: 200 })
    const truth = new Map(world.sandbox.control.servers().map((server) => [server.ref, server]))
    expect(listing.servers).toHaveLength(10_000)
    for (const { ref, native } of listing.servers) expect(native.state, ref).toBe(truth.get(ref)?.native)
    expect([...statuses]).toEqual([200])
  } finally {
    await world.close()
  }
})

test('all backups of 600 servers: 50 a call, and one call for snapshots', async () => {
  const world = await openWorld(hetznerSubject, { servers: 600 })
  try {
    const { points, calls, complete } = await world.provider.listAllRecoveryPoints([])
    expect(complete).toBe(true)
    const truth = world.sandbox.control
      .servers()
      .flatMap(({ ref, recovery_points }) => recovery_points.map((point) => `${ref} ${point.ref}`))
    expect(points.map(({ server_ref, ref }) => `${server_ref} ${ref}`).sort()).toEqual(truth.sort())
    expect(calls).toBe(Math.ceil(points.length / 50) + 1)
  } finally {
    await world.close()
  }
})

test('a limit that is used up by others is waited out for reads, and told to who wants a change', async () => {
  const statuses: number[] = []
  const world = await openWorld(hetznerSubject, { on_exchange: ({ status }) => statuses.push(status) })
  try {
    const { provider, sandbox } = world
    const ref = sandbox.control.servers()[0]?.ref ?? ''
    await provider.getServer(ref)
    expect(provider.rateLimit()).toMatchObject({ limit: 3_600, remaining: 3_599, resets_at: expect.any(String) })
    const { token = '' } = sandbox.control.credentials()
    for (let call = 0; call < 3_599; call++)
      await fetch(`${sandbox.url}/v1/actions/1`, { headers: { authorization: `Bearer ${token}` } })
    statuses.length = 0
    expect(await provider.getServer(ref)).toMatchObject({ ref })
    expect(statuses).toContain(429)
    await expect(provider.disableNative(ref)).rejects.toMatchObject({ kind: 'rate_limited', effect: 'none' })
    expect(sandbox.control.effects()).toEqual([])
  } finally {
    await world.close()
  }
})

/** Lists 120 servers, and lets something happen in the cloud right after the first page was answered. */
const listWhile = async (happens: (sandbox: Sandbox) => void) => {
  const seen = { pages: 0 }
  const world = await openWorld(hetznerSubject, {
    servers: 120,
    on_exchange: () => {
      seen.pages += 1
      if (seen.pages === 1) happens(world.sandbox)
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

test('where another one was created meanwhile, so that the counts agree, none is hidden', async () => {
  const { missing } = await listWhile((sandbox) => {
    sandbox.control.panel('delete_server', { server_ref: newest(sandbox) })
    sandbox.control.panel('create_servers', { count: 1 })
  })
  expect(missing).toEqual([])
})

test('a server created between two pages hides none', async () => {
  const { listing, missing } = await listWhile((sandbox) => sandbox.control.panel('create_servers', { count: 1 }))
  expect(missing).toEqual([])
  expect(listing.complete).toBe(false)
})
