import { expect, test } from 'vitest'
import { testClock } from '../../lib/clock.ts'
import { testWait } from '../../lib/wait.ts'
import type { Call } from '../send.ts'
import { createLimiter } from './limiter.ts'

const list: Call = { operation: 'x', method: 'GET', path: '/v4/account/events', query: { page: 1 }, repeatable: true }
const read: Call = { operation: 'x', method: 'GET', path: '/v4/linode/instances/1', repeatable: true }
const make: Call = { operation: 'x', method: 'POST', path: '/v4/linode/instances', repeatable: false }
const silent = { limit: null, remaining: null, reset_at_ms: null, retry_after_ms: null }

const open = () => {
  const clock = testClock()
  const wait = testWait(clock)
  return { limiter: createLimiter({ clock, wait }), wait }
}

test('listings stay under 200 a minute, and slow nothing else down', async () => {
  const { limiter, wait } = open()
  for (let call = 0; call < 190; call++) await limiter.take(false, list)
  for (let call = 0; call < 1_500; call++) await limiter.take(false, read)
  expect(wait.waits).toEqual([])
  await limiter.take(false, list)
  expect(wait.waits).not.toEqual([])
})

test('the limit that a new server is answered with is not that of other calls', async () => {
  const { limiter, wait } = open()
  await limiter.take(true, make)
  limiter.saw(200, { ...silent, limit: 20, remaining: 0 }, make)
  for (let call = 0; call < 100; call++) await limiter.take(false, read)
  expect(wait.waits).toEqual([])
  await expect(limiter.take(true, make)).rejects.toMatchObject({ kind: 'rate_limited', effect: 'none' })
})

test('people are told of the lane that is used up most', () => {
  const { limiter } = open()
  expect(limiter.state()).toMatchObject({ limit: null })
  limiter.saw(200, { ...silent, limit: 1_600, remaining: 1_500 }, read)
  expect(limiter.state()).toMatchObject({ limit: 1_600, remaining: 1_500 })
  limiter.saw(200, { ...silent, limit: 200, remaining: 20 }, list)
  expect(limiter.state()).toMatchObject({ limit: 200, remaining: 20 })
})
