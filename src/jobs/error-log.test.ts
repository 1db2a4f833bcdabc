import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testClock } from '../lib/clock.ts'
import { createLog } from '../lib/log.ts'
import { createErrorLog } from './error-log.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const setUp = (probe: () => Promise<unknown>) => {
  const lines: { level: string; msg: string; [detail: string]: unknown }[] = []
  const clock = testClock()
  const errors = createErrorLog(
    createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) }),
    clock,
    probe,
  )
  return { lines, clock, errors }
}
const refused = () => Object.assign(new Error('connect ECONNREFUSED /run/db'), { code: 'ECONNREFUSED' })

test('a database that is away is told of once, and once when it is back', async () => {
  let away = true
  const { lines, clock, errors } = setUp(() => (away ? Promise.reject(refused()) : Promise.resolve()))
  for (const _ of [1, 2, 3]) errors.report(refused())
  await vi.advanceTimersByTimeAsync(5_000)
  expect(lines.map(({ level }) => level)).toEqual(['warn'])
  clock.advanceMs(42_000)
  away = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(lines.slice(1)).toEqual([expect.objectContaining({ level: 'info', seconds: 42 })])
  errors.report(refused())
  expect(lines).toHaveLength(3)
  errors.stop()
})

test('nothing goes on after the stop, not even a look that was under way', async () => {
  let fail = () => {}
  const probe = vi.fn(
    () =>
      new Promise((_resolve, reject) => {
        fail = () => reject(refused())
      }),
  )
  const { lines, errors } = setUp(probe)
  errors.report(refused())
  await vi.advanceTimersByTimeAsync(1_000)
  expect(probe).toHaveBeenCalledTimes(1)
  errors.stop()
  fail()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(probe).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
  errors.report(new Error('too late'))
  expect(lines).toHaveLength(1)
})

test('the same trouble is told again only after ten minutes, whichever worker has it and whatever its figures are', () => {
  const { lines, clock, errors } = setUp(() => Promise.resolve())
  errors.report(new Error('relation 17 is broken (Queue: a, Worker: 4a1f)'))
  errors.report(new Error('relation 18 is broken (Queue: b, Worker: 77bc)'))
  expect(lines).toMatchObject([{ level: 'error', failure: 'relation 17 is broken' }])
  clock.advanceMs(10 * 60_000)
  errors.report(new Error('relation 19 is broken (Queue: a, Worker: 4a1f)'))
  expect(lines).toHaveLength(2)
})

test('secrets in what pg-boss reports are redacted', () => {
  const { lines, errors } = setUp(() => Promise.resolve())
  errors.report(new Error('cannot parse postgres://me:hunter2@db/x'))
  expect(JSON.stringify(lines)).not.toContain('hunter2')
})
