import { afterEach, beforeEach, expect, test } from 'vitest'
import { refOfServer } from './changes.ts'
import { linodeSubject } from './linode-subject.ts'
import { dayMs, openWorld, type World } from './world.ts'

// Restores and new servers at Linode: no job id comes back, so they are followed by the account's events.

let world: World
const bodies: unknown[] = []

beforeEach(async () => {
  bodies.length = 0
  world = await openWorld(linodeSubject, {
    on_exchange: ({ method, request_body }) => {
      if (method === 'POST') bodies.push(request_body)
    },
  })
})
afterEach(() => world.close())

const actionMs = () => world.sandbox.control.settings().action_ms

const serverWithPoint = async () => {
  const ref = await refOfServer(world, 'on')
  world.sandbox.control.advance(dayMs)
  const [point] = await world.provider.listRecoveryPoints(ref)
  return { ref, point: point ?? expect.fail('no recovery point') }
}

test('a restore in place overwrites, and its event tells how far it is', async () => {
  const { ref, point } = await serverWithPoint()
  const { action } = await world.provider.restoreInPlace(ref, point)
  expect(bodies).toEqual([{ linode_id: Number(ref), overwrite: true }])
  const follow = () => world.provider.followAction(action ?? '')
  expect(await follow()).toEqual({ state: 'running', percent: 0 })
  expect(await world.provider.getServer(ref)).toMatchObject({ provider_status: 'restoring', locked: true })
  world.sandbox.control.advance(actionMs() / 4)
  expect(await follow()).toEqual({ state: 'running', percent: 25 })
  world.sandbox.control.advance(actionMs())
  expect(await follow()).toEqual({ state: 'succeeded' })
})

test('an earlier restore of the same server, and a later one of somebody else, are not taken for this one', async () => {
  const { ref, point } = await serverWithPoint()
  await world.settle(await world.provider.restoreInPlace(ref, point))
  world.sandbox.control.addFault({ operation: 'post-restore-backup', kind: 'action_errors' })
  const { action } = await world.provider.restoreInPlace(ref, point)
  expect(await world.provider.followAction(action ?? '')).toMatchObject({ state: 'running' })
  world.sandbox.control.advance(actionMs())
  world.sandbox.control.panel('restore', { server_ref: ref })
  world.sandbox.control.advance(actionMs())
  expect(await world.provider.followAction(action ?? '')).toEqual({
    state: 'failed',
    reason: expect.stringMatching(/^Linode reports that its backups_restore \(event \d+\) failed: The host .+ job\.$/),
  })
})

test('a list of events that came empty once does not let an old restore in', async () => {
  const { ref, point } = await serverWithPoint()
  await world.settle(await world.provider.restoreInPlace(ref, point))
  world.sandbox.control.advance(dayMs)
  const { recovery_points } = world.sandbox.control.servers().find((server) => server.ref === ref) ?? expect.fail()
  world.sandbox.control.addFault({ operation: 'get-events', kind: 'empty_list' })
  const newest = { ref: recovery_points.at(-1)?.ref ?? '', kind: 'native' } as const
  // The cloud's clock ran ahead by two days, the adapter's did not.
  const { action } = await world.provider.restoreInPlace(ref, newest)
  const [kind, linode, after, startedMs] = (action ?? '').split('/')
  expect(after).toBe('0')
  const byCloudsClock = [kind, linode, after, Number(startedMs) + 2 * dayMs].join('/')
  expect(await world.provider.followAction(byCloudsClock)).toEqual({ state: 'running', percent: 0 })
})

test('a restore of which no event is to be found is running for half an hour, and then nobody knows', async () => {
  const { ref, point } = await serverWithPoint()
  const { action } = await world.provider.restoreInPlace(ref, point)
  world.sandbox.control.panel('forget_events')
  expect(await world.provider.followAction(action ?? '')).toEqual({ state: 'running', percent: null })
  const [kind, linode, after, startedMs] = (action ?? '').split('/')
  const longAgo = [kind, linode, after, Number(startedMs) - 1_800_000].join('/')
  expect(await world.provider.followAction(longAgo)).toEqual({
    state: 'failed',
    reason: expect.stringContaining("Look at the server's activity feed"),
  })
})

test('after 90 days an event is gone', async () => {
  const { ref, point } = await serverWithPoint()
  const started = await world.provider.restoreInPlace(ref, point)
  expect(await world.settle(started)).toEqual({ state: 'succeeded' })
  world.sandbox.control.advance(91 * dayMs)
  expect(await world.provider.followAction(started.action ?? '')).toMatchObject({ state: 'running', percent: null })
})

test('without the right to read events no restore is begun', async () => {
  const { ref, point } = await serverWithPoint()
  world.sandbox.control.panel('set_scopes', { scopes: ['linodes:read_write'] })
  await expect(world.provider.restoreInPlace(ref, point)).rejects.toMatchObject({ kind: 'forbidden', effect: 'none' })
  expect(world.sandbox.control.effects()).toEqual([])
})

test('a backup becomes a new server in its own region, with the old password of root', async () => {
  const { ref, point } = await serverWithPoint()
  const { region, size } = await world.provider.getServer(ref)
  const wanted = { name: 'restored-1', region: region ?? '', size: size ?? '' }
  const started = await world.provider.restoreToNew(point.ref, wanted)
  expect(started.root_password).toBeUndefined()
  expect(bodies).toEqual([
    { backup_id: Number(point.ref), label: 'restored-1', region, type: size, backups_enabled: false },
  ])
  // The server is created half-way; it is done when it is restored.
  world.sandbox.control.advance(actionMs() * 0.75)
  expect(await world.provider.followAction(started.action ?? '')).toEqual({ state: 'running', percent: 75 })
  expect(await world.settle(started)).toEqual({ state: 'succeeded' })
  expect(await world.provider.getServer(started.ref)).toMatchObject({ native: { state: 'off' }, locked: false })
  const elsewhere = { ...wanted, name: 'restored-2', region: region === 'us-east' ? 'eu-west' : 'us-east' }
  await expect(world.provider.restoreToNew(point.ref, elsewhere)).rejects.toMatchObject({
    kind: 'permanent',
    effect: 'none',
    message: expect.stringContaining('across regions'),
  })
})

test('a new server from an image gets a password of root, told once and in no message', async () => {
  const started = await world.provider.createServer(linodeSubject.new_server)
  expect(started.root_password).toMatch(/^[\w-]{32}$/)
  expect(bodies).toMatchObject([{ root_pass: started.root_password, backups_enabled: false }])
  world.sandbox.control.changeSettings({ echo_secrets: true })
  const sent: string[] = []
  const spying: typeof fetch = (input, init) => {
    const { root_pass }: { root_pass?: string } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}')
    if (root_pass !== undefined) sent.push(root_pass)
    return fetch(input, init)
  }
  const provider = world.connect(world.sandbox.control.credentials(), {}, { fetch: spying })
  world.sandbox.control.addFault({ operation: 'post-linode-instance', kind: 'server_error' })
  const error: unknown = await provider
    .createServer({ ...linodeSubject.new_server, name: 'conformance-2' })
    .catch((caught: unknown) => caught)
  expect(error).toMatchObject({ kind: 'retry', effect: 'unknown', message: expect.stringContaining('[redacted]') })
  expect(sent).toHaveLength(1)
  expect([String(error), ...world.lines].join()).not.toContain(sent[0])
})

test('an account that switches backups on for every new server gets none, but restores go on', async () => {
  const { ref, point } = await serverWithPoint()
  world.sandbox.control.panel('set_account', { backups_enabled: true })
  await expect(world.provider.createServer(linodeSubject.new_server)).rejects.toMatchObject({
    kind: 'permanent',
    effect: 'none',
    message: expect.stringContaining('Auto Enrollment'),
  })
  expect(world.sandbox.control.effects()).toEqual([])
  const { region, size } = await world.provider.getServer(ref)
  const wanted = { name: 'restored-1', region: region ?? '', size: size ?? '' }
  const started = await world.provider.restoreToNew(point.ref, wanted)
  expect(await world.settle(started)).toEqual({ state: 'succeeded' })
  expect((await world.provider.getServer(started.ref)).native.state).toBe('on')
})
