import { afterEach, beforeEach, expect, test } from 'vitest'
import { refOfServer } from './changes.ts'
import { digitaloceanSubject } from './digitalocean-subject.ts'
import { openWorld, type World } from './world.ts'

let world: World
const statuses: number[] = []

beforeEach(async () => {
  statuses.length = 0
  world = await openWorld(digitaloceanSubject, { on_exchange: ({ status }) => statuses.push(status) })
})
afterEach(() => world.close())

test('250 calls a minute are never exceeded by one account', async () => {
  const ref = await refOfServer(world, 'off')
  for (let call = 0; call < 400; call++) await world.provider.getServer(ref)
  expect(world.sandbox.control.calls()).toMatchObject({ droplets_get: 400, droplets_get_backup_policy: 400 })
  expect(statuses).not.toContain(429)
  expect(Math.max(...world.waits)).toBeGreaterThan(0)
})

test('who shares the token can use the limit up: 429 is waited out as long as it says', async () => {
  const ref = await refOfServer(world, 'off')
  const others = [1, 2, 3].map(() => world.connect(world.sandbox.control.credentials()))
  // Each of them stays within the limit, as far as it knows.
  for (const other of others) await Promise.all(Array.from({ length: 45 }, () => other.getServer(ref)))
  expect(await world.provider.getServer(ref)).toMatchObject({ ref })
  expect(statuses).toContain(429)
})

test('a limit that is used up for long is told to the caller of a change, with the time', async () => {
  const ref = await refOfServer(world, 'off')
  world.sandbox.control.changeSettings({ calls_per_hour: 20 })
  const other = world.connect(world.sandbox.control.credentials())
  await other.getServer(ref).catch(() => {})
  await expect(world.provider.disableNative(ref)).rejects.toMatchObject({
    kind: 'rate_limited',
    effect: 'none',
    retry_after_ms: expect.any(Number),
  })
})
