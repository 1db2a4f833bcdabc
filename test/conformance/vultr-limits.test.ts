import { afterEach, beforeEach, expect, test } from 'vitest'
import { refOfServer } from './changes.ts'
import { vultrSubject } from './vultr-subject.ts'
import { openWorld, type World } from './world.ts'

// 30 requests a second, counted by the address they come from.

let world: World
const statuses: number[] = []

beforeEach(async () => {
  statuses.length = 0
  world = await openWorld(vultrSubject, { on_exchange: ({ status }) => statuses.push(status) })
})
afterEach(() => world.close())

const secondKey = () => ({ api_key: String(world.sandbox.control.panel('add_key')) })

test('all accounts of the process together stay below the limit', async () => {
  const ref = await refOfServer(world, 'off')
  const accounts = [world.provider, world.connect(secondKey()), world.connect(secondKey())]
  for (let call = 0; call < 300; call++) await accounts[call % 3]?.getServer(ref)
  expect(world.sandbox.control.calls()).toEqual({ 'get-instance': 300 })
  expect(statuses).not.toContain(429)
  // 300 calls at 25 a second.
  expect(world.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(10_000)
})

test('what one account is refused holds the others back, too', async () => {
  const ref = await refOfServer(world, 'off')
  const other = world.connect(secondKey())
  world.sandbox.control.addFault({ operation: 'get-instance', kind: 'rate_limited', retry_after_seconds: 20 })
  await expect(world.provider.getServer(ref)).resolves.toMatchObject({ ref })
  world.sandbox.control.addFault({
    operation: 'list-instances',
    kind: 'rate_limited',
    retry_after_seconds: 20,
    times: 9,
  })
  await world.provider.listServers().catch(() => {})
  world.sandbox.control.clearFaults()
  world.sandbox.control.forgetCalls()
  await expect(other.disableNative(ref)).rejects.toMatchObject({ kind: 'rate_limited', effect: 'none' })
  expect(world.sandbox.control.calls()).toEqual({})
})

test('another program at the same address can use the limit up: 429 is waited out as long as it says', async () => {
  const ref = await refOfServer(world, 'off')
  const stranger = world.connect(world.sandbox.control.credentials(), {}, { shared_limiters: new Map() })
  await Promise.all([
    ...Array.from({ length: 25 }, () => stranger.getServer(ref)),
    ...Array.from({ length: 25 }, () => world.provider.getServer(ref)),
  ])
  expect(statuses).toContain(429)
})

test('Vultr tells nothing of what is left of its limit', async () => {
  await world.provider.listServers()
  expect(world.provider.rateLimit()).toBeNull()
})
