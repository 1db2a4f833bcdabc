import { expect, test } from 'vitest'
import { testClock } from '../lib/clock.ts'
import { seededRandom } from '../lib/random.ts'
import { testWait } from '../lib/wait.ts'
import { ProviderError } from './provider-error.ts'
import type { Call, Classify, Reply, Send } from './send.ts'
import { withRetry } from './with-retry.ts'

const read: Call = { operation: 'read', method: 'GET', path: '/', repeatable: true }
const change: Call = { ...read, method: 'POST', repeatable: false }

const classify: Classify = ({ status }) => {
  if (status === 429) return { kind: 'rate_limited', effect: 'none', retry_after_ms: 7_000 }
  if (status === 404) return { kind: 'not_found', effect: 'none', retry_after_ms: null }
  return status >= 500 ? { kind: 'retry', effect: 'unknown', retry_after_ms: null } : null
}

const replyOf = (status: number): Reply => ({ status, headers: new Headers(), body: {} })
const page: Reply = { ...replyOf(200), body: undefined }
const cut = () => new ProviderError('cut', { kind: 'retry', effect: 'none', retry_after_ms: null })

const around = (...outcomes: (Reply | ProviderError)[]) => {
  const wait = testWait(testClock())
  let sent = 0
  const inner: Send = async () => {
    const outcome = outcomes[Math.min(sent, outcomes.length - 1)]
    sent += 1
    if (outcome === undefined || outcome instanceof ProviderError) throw outcome
    return outcome
  }
  const send = withRetry(inner, { classify, wait, random: seededRandom(1) })
  return { send, waits: wait.waits, sent: () => sent }
}

test('a read is sent again after a fault that passes, each time later', async () => {
  const { send, waits, sent } = around(cut(), replyOf(503), page, replyOf(200))
  expect((await send(read)).status).toBe(200)
  expect(sent()).toBe(4)
  expect(waits).toHaveLength(3)
  expect(waits[0]).toBeGreaterThanOrEqual(250)
  expect(waits[2]).toBeLessThanOrEqual(2_000)
  expect(waits[2]).toBeGreaterThan(waits[0] ?? 0)
})

test('it ends with what came last', async () => {
  const refused = around(replyOf(500))
  expect((await refused.send(read)).status).toBe(500)
  expect(refused.sent()).toBe(4)
  await expect(around(cut()).send(read)).rejects.toThrow('cut')
})

test('it waits as long as the provider asks, and not for an hour', async () => {
  const { send, waits } = around(replyOf(429), replyOf(200))
  expect((await send(read)).status).toBe(200)
  expect(waits).toEqual([7_000])
  const impatient = withRetry(async () => replyOf(429), {
    classify,
    wait: async () => expect.unreachable(),
    random: seededRandom(1),
    longest_wait_ms: 5_000,
  })
  expect((await impatient(read)).status).toBe(429)
})

test('what will not pass is not tried again', async () => {
  const { send, sent } = around(replyOf(404))
  expect((await send(read)).status).toBe(404)
  expect(sent()).toBe(1)
})

test.each([[cut()], [replyOf(500)], [replyOf(429)], [page]])('a change goes out once: %#', async (outcome) => {
  const { send, sent, waits } = around(outcome)
  await send(change).catch(() => {})
  expect(sent()).toBe(1)
  expect(waits).toEqual([])
})
