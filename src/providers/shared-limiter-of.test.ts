import { expect, test } from 'vitest'
import { testClock } from '../lib/clock.ts'
import { testWait } from '../lib/wait.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { describeProvider } from './registry.ts'
import { sharedLimiterOf } from './shared-limiter-of.ts'

const make = () => {
  const clock = testClock()
  return { clock, wait: testWait(clock), shared_limiters: new Map() }
}

test('accounts of a provider that counts by address share one limiter, each address its own', () => {
  const [parts, vultr] = [make(), describeProvider('vultr')]
  const limiter = sharedLimiterOf(vultr, null, parts)
  expect(limiter).toBeDefined()
  expect(sharedLimiterOf(vultr, 'https://api.vultr.com', parts)).toBe(limiter)
  expect(sharedLimiterOf(vultr, 'http://127.0.0.1:9', parts)).not.toBe(limiter)
  expect(sharedLimiterOf(vultr, null, make())).not.toBe(limiter)
})

test('where each account has a limit of its own nothing is shared', () => {
  expect(sharedLimiterOf(describeProvider('digitalocean'), null, make())).toBeUndefined()
})

test('never more in any second than the provider takes', async () => {
  const { clock, wait } = make()
  const limiter = createRateLimiter({
    label: 'Cloud',
    clock,
    wait,
    burst_per_minute: () => null,
    burst_per_second: 25,
  })
  const times: number[] = []
  for (let call = 0; call < 500; call++) {
    await limiter.take(false)
    times.push(clock.nowMs())
    clock.advanceMs(call % 3)
  }
  for (const [index, time] of times.entries())
    if (index >= 25) expect(time - (times[index - 25] ?? 0)).toBeGreaterThanOrEqual(1_000)
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(21_000)
})
