import { expect, test } from 'vitest'
import { testClock } from '../lib/clock.ts'
import { testWait } from '../lib/wait.ts'
import type { RateLimitSeen } from './call-gate.ts'
import { rateLimitTold } from './rate-limit-told.ts'
import { createRateLimiter, type RateLimiterOptions } from './rate-limiter.ts'

const silent: RateLimitSeen = { limit: null, remaining: null, reset_at_ms: null, retry_after_ms: null }

const make = (options: Partial<RateLimiterOptions> = {}) => {
  const clock = testClock()
  const wait = testWait(clock)
  const limiter = createRateLimiter({ label: 'Cloud', clock, wait, burst_per_minute: () => null, ...options })
  const startMs = clock.nowMs()
  return { limiter, wait, clock, elapsedMs: () => clock.nowMs() - startMs }
}

test('calls go out at once while nothing speaks against it', async () => {
  const { limiter, wait } = make()
  for (let call = 0; call < 1_000; call++) await limiter.take(false)
  expect(wait.waits).toEqual([])
})

test('never more in any minute than the burst limit, which follows the headers', async () => {
  const { limiter, elapsedMs, clock } = make({
    burst_per_minute: (limit) => (limit ?? 5_000) / 20,
    longest_wait_ms: 1e9,
  })
  const times: number[] = []
  for (let call = 0; call < 1_000; call++) {
    await limiter.take(false)
    times.push(elapsedMs())
    clock.advanceMs(call % 7)
  }
  for (const [index, time] of times.entries())
    if (index >= 250) expect(time - (times[index - 250] ?? 0)).toBeGreaterThan(60_000)
  expect(times.at(-1)).toBeLessThan(4 * 62_000)
  limiter.saw(200, { ...silent, limit: 1_000_000 })
  const before = elapsedMs()
  for (let call = 0; call < 5_000; call++) await limiter.take(false)
  expect(elapsedMs()).toBe(before)
})

test('waits as long as retry-after says', async () => {
  const { limiter, wait } = make()
  limiter.saw(429, { ...silent, retry_after_ms: 12_000 })
  expect(limiter.state().blocked_until).toBe('2026-01-15T12:00:12.000Z')
  await limiter.take(false)
  expect(wait.waits).toEqual([12_000])
  expect(limiter.state().blocked_until).toBeNull()
})

test('nothing remaining: waits until calls are given back, a minute at the most', async () => {
  const { limiter, wait, clock } = make()
  limiter.saw(200, { ...silent, limit: 5_000, remaining: 0, reset_at_ms: clock.nowMs() + 8_000 })
  await limiter.take(false)
  limiter.saw(200, { ...silent, limit: 5_000, remaining: 0, reset_at_ms: clock.nowMs() + 3_000_000 })
  await limiter.take(false)
  expect(wait.waits).toEqual([8_000, 60_000])
})

test('tells what the headers last told, and keeps it through replies that say nothing', () => {
  const { limiter, clock } = make()
  expect(rateLimitTold(limiter.state())).toBeNull()
  limiter.saw(200, { ...silent, limit: 5_000, remaining: 4_990, reset_at_ms: clock.nowMs() + 60_000 })
  limiter.saw(200, silent)
  expect(rateLimitTold(limiter.state())).toEqual({
    limit: 5_000,
    remaining: 4_990,
    resets_at: '2026-01-15T12:01:00.000Z',
  })
})

test('429 without a number: each time slower, and faster again when it goes well', async () => {
  const { limiter } = make()
  limiter.saw(429, silent)
  const once = limiter.state()
  limiter.saw(429, silent)
  expect(limiter.state().pace_ms).toBe(once.pace_ms * 2)
  await limiter.take(false)
  for (let reply = 0; reply < 100; reply++) limiter.saw(200, silent)
  expect(limiter.state().pace_ms).toBe(0)
})

test('changes go ahead of reads', async () => {
  const { limiter } = make()
  limiter.saw(429, { ...silent, retry_after_ms: 1_000 })
  const order: string[] = []
  const took = (name: string) => () => order.push(name)
  await Promise.all([
    limiter.take(false).then(took('first read')),
    limiter.take(false).then(took('second read')),
    limiter.take(true).then(took('change')),
  ])
  expect(order).toEqual(['change', 'first read', 'second read'])
})

test('who would wait too long is told so', async () => {
  const { limiter, wait } = make({ longest_wait_ms: 30_000 })
  limiter.saw(429, { ...silent, retry_after_ms: 1_800_000 })
  await expect(limiter.take(true)).rejects.toMatchObject({
    kind: 'rate_limited',
    effect: 'none',
    retry_after_ms: 1_800_000,
    message: 'The limit on calls to Cloud is reached. The next one can go out in 1800 seconds.',
  })
  expect(wait.waits).toEqual([])
})

test('a change gives up sooner than a read, so that it does not go out when nobody expects it', async () => {
  const { limiter, wait } = make()
  limiter.saw(429, { ...silent, retry_after_ms: 30_000 })
  const change = limiter.take(true)
  const read = limiter.take(false)
  await expect(change).rejects.toMatchObject({ kind: 'rate_limited', retry_after_ms: 30_000 })
  await read
  expect(wait.waits).toEqual([30_000])
})
