import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { handlerOf } from '../../src/jobs/handler.ts'
import type { JobsRunning } from '../../src/jobs/start-jobs.ts'
import { defineTask } from '../../src/tasks.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { capturedLog, gate, readJob, startWorker, stateOf } from '../helpers/jobs.ts'
import { until } from '../helpers/until.ts'

const input = z.object({ n: z.number() })
const oneByOne = { workers: 1, batch: 1 }

let database: TestDatabase
const started: JobsRunning[] = []

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.stop({ grace_ms: 10_000 })
  await database.drop()
})

const work = async (...handlers: Parameters<typeof startWorker>[0]['handlers']) => {
  const { log, lines } = capturedLog()
  const worker = await startWorker({ ...database, handlers, log })
  started.push(worker)
  return { worker, lines }
}

test('stopping waits for the job that runs and starts no other', async () => {
  const task = defineTask('test.drain', { input, concurrency: oneByOne })
  const entered = gate()
  const end = gate()
  const { worker } = await work(
    handlerOf(task, async () => {
      entered.open()
      await end.passed
    }),
  )
  const first = await worker.jobs.enqueue(database.db, task, { n: 1 })
  await entered.passed
  const second = await worker.jobs.enqueue(database.db, task, { n: 2 })
  let stopped = false
  const stopping = worker.stop({ grace_ms: 60_000 }).then(() => {
    stopped = true
  })
  expect(await stateOf(database.db, first)).toBe('active')
  expect(stopped).toBe(false)
  end.open()
  await stopping
  expect(await stateOf(database.db, first)).toBe('completed')
  expect(await stateOf(database.db, second)).toBe('created')
})

test('what does not end in time is told, goes back without being charged, and another worker has it at once', async () => {
  const task = defineTask('test.back', { input, max_attempts: 1, backoff: { first_seconds: 900, max_seconds: 900 } })
  const reasons: unknown[] = []
  let hasBegun = false
  const handler = handlerOf(task, async (_ctx, _input, { attempt, signal }) => {
    if (attempt > 1) return
    hasBegun = true
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    reasons.push(signal.reason)
    signal.throwIfAborted()
  })
  const first = await work(handler)
  const id = await first.worker.jobs.enqueue(database.db, task, { n: 1 })
  // Active it is as soon as it was fetched.
  await until(() => hasBegun)
  await first.worker.stop({ grace_ms: 0 })
  expect(reasons).toMatchObject([{ name: 'JobStopped', reason: 'shutdown' }])
  const ended = first.worker.metrics()['test.back']
  expect(ended).toMatchObject({ running: 0, failed: 0, retried: 0 })
  // Once more where it was fetched again while the worker stopped: it is put back then without being begun.
  expect(ended?.put_back).toBeGreaterThanOrEqual(1)
  expect(first.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([])
  expect(await readJob(database.db, id)).toMatchObject({ state: 'retry' })
  await work(handler)
  await until(async () => (await stateOf(database.db, id)) === 'completed')
})

test('a handler that ignores its signal does not hold up the stop, and its job goes back too', async () => {
  const task = defineTask('test.deaf', { input, concurrency: oneByOne })
  const end = gate()
  const { worker } = await work(handlerOf(task, () => end.passed))
  const id = await worker.jobs.enqueue(database.db, task, { n: 1 })
  await until(async () => (await stateOf(database.db, id)) === 'active')
  await worker.stop({ grace_ms: 0 })
  expect(await stateOf(database.db, id)).toBe('retry')
  end.open()
})

test('of a batch, what is done stays done and the rest goes back', async () => {
  const task = defineTask('test.halves', { input, concurrency: { workers: 1, batch: 4 } })
  const { worker } = await work(
    handlerOf(task, async (_ctx, { n }, { signal }) => {
      if (n % 2 === 0) return
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }),
  )
  const inputs = [1, 2, 3, 4].map((n) => ({ n }))
  const ids = await database.db.transaction().execute((trx) => worker.jobs.enqueueMany(trx, task, inputs))
  await until(() => worker.metrics()['test.halves']?.running === 2)
  await worker.stop({ grace_ms: 0 })
  const states = await sql<{ n: number; state: string }>`
    select (data->>'n')::int as n, state::text from pgboss.job where id = any(${ids}::uuid[]) order by n`.execute(
    database.db,
  )
  expect(states.rows.map(({ state }) => state)).toEqual(['retry', 'completed', 'retry', 'completed'])
})

test('an attempt that lost its job is told, does not count, and leaves the next attempt stoppable', async () => {
  const task = defineTask('test.lost', {
    input,
    backoff: { first_seconds: 1, max_seconds: 1 },
    concurrency: { workers: 2, batch: 1 },
  })
  const attempts: number[] = []
  const reasons = new Map<number, unknown>()
  const { worker, lines } = await work(
    handlerOf(task, async (_ctx, _input, { attempt, signal }) => {
      attempts.push(attempt)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      reasons.set(attempt, signal.reason)
      signal.throwIfAborted()
    }),
  )
  const id = await worker.jobs.enqueue(database.db, task, { n: 1 })
  // As if the first attempt's worker had not been heard of for long. It says so itself every two seconds, hence again.
  await until(async () => {
    await sql`update pgboss.job set heartbeat_on = now() - interval '1 hour' where id = ${id} and retry_count = 0`.execute(
      database.db,
    )
    return attempts.length === 2
  })
  await until(() => worker.metrics()['test.lost']?.lost === 1)
  expect(reasons.get(1)).toMatchObject({ name: 'JobStopped', reason: 'lost' })
  expect(await readJob(database.db, id)).toMatchObject({ state: 'active', retry_count: 1 })
  expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  await worker.stop({ grace_ms: 0 })
  expect(reasons.get(2)).toMatchObject({ reason: 'shutdown' })
  expect(await stateOf(database.db, id)).toBe('retry')
})
