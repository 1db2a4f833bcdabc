import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from '../../src/context.ts'
import { handlerOf, type RunningJob } from '../../src/jobs/handler.ts'
import { PermanentFailure } from '../../src/jobs/permanent-failure.ts'
import { type JobsRunning, startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { defineTask } from '../../src/tasks.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { capturedLog, gate, readJob, startWorker, stateOf } from '../helpers/jobs.ts'
import { until } from '../helpers/until.ts'

const quickly = { backoff: { first_seconds: 1, max_seconds: 1 } }
const input = z.object({ n: z.number() })

let database: TestDatabase
let worker: JobsRunning | undefined

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  await worker?.stop({ grace_ms: 10_000 })
  worker = undefined
  await database.drop()
})

const work = async (...handlers: Parameters<typeof startWorker>[0]['handlers']) => {
  const { log, lines } = capturedLog()
  worker = await startWorker({ ...database, handlers, log })
  return { jobs: worker.jobs, lines, running: worker }
}

test('a handler gets its input, and a context of the system with a log that names the job', async () => {
  const task = defineTask('test.seen', { input })
  let seen: { caller: Caller; input: unknown; job: RunningJob } | undefined
  const { jobs, lines } = await work(
    handlerOf(task, async (ctx, given, job) => {
      seen = { caller: ctx.caller, input: given, job }
      ctx.log.info({}, 'from the handler')
    }),
  )
  const id = await jobs.enqueue(database.db, task, { n: 7 })
  await until(async () => (await stateOf(database.db, id)) === 'completed')
  expect(seen).toMatchObject({
    input: { n: 7 },
    caller: { kind: 'system' },
    job: { id, attempt: 1, last_attempt: false },
  })
  expect(lines).toContainEqual(expect.objectContaining({ msg: 'from the handler', task: 'test.seen', job_id: id }))
})

test('a job that fails is tried again after its backoff, until it succeeds', async () => {
  const task = defineTask('test.flaky', { input, ...quickly })
  const attempts: number[] = []
  const { jobs, running } = await work(
    handlerOf(task, async (_ctx, _input, job) => {
      attempts.push(job.attempt)
      if (job.attempt < 3) throw new Error('not yet')
    }),
  )
  const id = await jobs.enqueue(database.db, task, { n: 1 })
  await until(async () => (await stateOf(database.db, id)) === 'completed')
  expect(attempts).toEqual([1, 2, 3])
  expect(running.metrics()['test.flaky']).toMatchObject({ running: 0, retried: 2, completed: 1, failed: 0 })
})

test('the wait between attempts grows from first_seconds to max_seconds', async () => {
  const task = defineTask('test.backoff', { input, backoff: { first_seconds: 100, max_seconds: 150 } })
  const { jobs } = await work(handlerOf(task, () => Promise.reject(new Error('always'))))
  const id = await jobs.enqueue(database.db, task, { n: 1 })
  const waits: number[] = []
  for (const attempt of [1, 2]) {
    await until(async () => (await stateOf(database.db, id)) === 'retry')
    const wait = await sql<{ seconds: number; retry_count: number }>`
      select extract(epoch from start_after - now())::float8 as seconds, retry_count from pgboss.job where id = ${id}`
    const [row] = (await wait.execute(database.db)).rows
    waits.push(row?.seconds ?? 0)
    await sql`update pgboss.job set start_after = now() where id = ${id}`.execute(database.db)
    await until(async () => (await readJob(database.db, id))?.retry_count === attempt)
  }
  expect(waits[0]).toBeGreaterThan(60)
  expect(waits[0]).toBeLessThanOrEqual(150)
  expect(waits[1]).toBeGreaterThan(120)
  expect(waits[1]).toBeLessThanOrEqual(150)
})

test('after the last attempt one error names the task and the input keys, and no values', async () => {
  const task = defineTask('test.doomed', { input: z.object({ password: z.string() }), ...quickly, max_attempts: 2 })
  const { jobs, lines, running } = await work(
    handlerOf(task, () => Promise.reject(new Error('no route to postgres://me:hunter2@db'))),
  )
  const id = await jobs.enqueue(database.db, task, { password: 'hunter2' })
  await until(() => lines.some((line) => line.level === 'error'))
  const errors = lines.filter((line) => line.level === 'error')
  expect(errors).toEqual([
    expect.objectContaining({ task: 'test.doomed', job_id: id, attempts: 2, input_keys: ['password'] }),
  ])
  expect(errors[0]?.failure).toContain('no route to')
  expect(JSON.stringify(lines)).not.toContain('hunter2')
  const job = await readJob(database.db, id)
  expect(job).toMatchObject({ state: 'failed', retry_count: 1 })
  expect(JSON.stringify(job?.output)).not.toContain('hunter2')
  expect(await running.health()).toMatchObject({ queued: 0, running: 0, failed_24h: 1 })
})

test('a permanent failure is not tried again', async () => {
  const task = defineTask('test.permanent', { input, ...quickly })
  let runs = 0
  const { jobs, lines } = await work(
    handlerOf(task, async () => {
      runs += 1
      throw new PermanentFailure('the server is gone')
    }),
  )
  const id = await jobs.enqueue(database.db, task, { n: 1 })
  await until(() => lines.some((line) => line.level === 'error'))
  expect(runs).toBe(1)
  expect(await readJob(database.db, id)).toMatchObject({ state: 'failed', output: { message: 'the server is gone' } })
})

test('input that no longer fits fails at once and never reaches the handler; other jobs go on', async () => {
  const before = defineTask('test.changed', { input: z.object({ n: z.union([z.number(), z.string()]) }) })
  const after = defineTask('test.changed', { input })
  const seen: number[] = []
  const { jobs } = await work(handlerOf(after, async (_ctx, { n }) => void seen.push(n)))
  const poison = await jobs.enqueue(database.db, before, { n: 'seven' })
  const good = await jobs.enqueue(database.db, before, { n: 7 })
  await until(async () => (await stateOf(database.db, poison)) === 'failed')
  await until(async () => (await stateOf(database.db, good)) === 'completed')
  expect(seen).toEqual([7])
  expect(await readJob(database.db, poison)).toMatchObject({
    retry_count: 0,
    output: { message: expect.stringMatching(/does not fit the contract of the task test\.changed: n: /) },
  })
})

test('a handler that takes too long is stopped through its signal and tried again', async () => {
  const task = defineTask('test.slow', { input, ...quickly, timeout_seconds: 1 })
  let stoppedBy: unknown
  const { jobs } = await work(
    handlerOf(task, async (_ctx, _input, { attempt, signal }) => {
      if (attempt > 1) return
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      stoppedBy = signal.reason
      signal.throwIfAborted()
    }),
  )
  const id = await jobs.enqueue(database.db, task, { n: 1 })
  await until(async () => (await stateOf(database.db, id)) === 'completed')
  expect(stoppedBy).toMatchObject({
    name: 'JobStopped',
    message: 'The job did not end within 1 seconds and was given up.',
  })
  expect((await readJob(database.db, id))?.retry_count).toBe(1)
})

test('higher priority runs first, then the older job; a job for later waits', async () => {
  const task = defineTask('test.order', { input, concurrency: { workers: 1, batch: 1 } })
  const order: number[] = []
  const hold = gate()
  const { jobs } = await work(
    handlerOf(task, async (_ctx, { n }) => {
      order.push(n)
      if (n === 0) await hold.passed
    }),
  )
  const { db } = database
  await jobs.enqueue(db, task, { n: 0 })
  await until(() => order.length === 1)
  const later = await jobs.enqueue(db, task, { n: 9 }, { start_after: '2999-01-01T00:00:00.000Z', priority: 100 })
  for (const [n, priority] of [
    [3, 0],
    [4, 0],
    [2, 5],
    [1, 10],
  ] as const)
    await jobs.enqueue(db, task, { n }, { priority })
  hold.open()
  await until(() => order.length === 5)
  expect(order).toEqual([0, 1, 2, 3, 4])
  expect(await stateOf(db, later)).toBe('created')
})

test('in one batch, a job that is done frees its key before the slowest is done', async () => {
  const task = defineTask('test.batch', { input, key: ({ n }) => `${n}`, concurrency: { workers: 1, batch: 4 } })
  const hold = gate()
  const { jobs } = await work(
    handlerOf(task, async (_ctx, { n }) => {
      if (n === 1) await hold.passed
    }),
  )
  const [slow, quick] = await jobs.enqueueMany(database.db, task, [{ n: 1 }, { n: 2 }])
  await until(async () => (await stateOf(database.db, quick ?? null)) === 'completed')
  expect(await stateOf(database.db, slow ?? null)).toBe('active')
  expect(await jobs.enqueue(database.db, task, { n: 2 })).toBeTypeOf('string')
  hold.open()
  await until(async () => (await stateOf(database.db, slow ?? null)) === 'completed')
})

test('jobs come quickly one after another with a batch of one', async () => {
  const task = defineTask('test.single', { input, concurrency: { workers: 1, batch: 1 } })
  let runs = 0
  const { jobs } = await work(
    handlerOf(task, async () => {
      runs += 1
    }),
  )
  await jobs.enqueueMany(
    database.db,
    task,
    Array.from({ length: 200 }, (_, n) => ({ n })),
  )
  // At a job per poll this would take a hundred seconds.
  await until(() => runs === 200, 30_000)
})

test('health counts what waits and what runs', async () => {
  const task = defineTask('test.health', { input, concurrency: { workers: 1, batch: 1 } })
  const hold = gate()
  const { jobs, running } = await work(handlerOf(task, () => hold.passed))
  await jobs.enqueueMany(database.db, task, [{ n: 1 }, { n: 2 }, { n: 3 }])
  await until(async () => (await running.health()).running === 1)
  expect(await running.health()).toMatchObject({ queued: 2, running: 1, failed_24h: 0 })
  expect((await running.health()).oldest_waiting_seconds).toBeGreaterThan(0)
  hold.open()
})

test('a task without a handler, and a handler without a task, are refused', async () => {
  const task = defineTask('test.lonely', { input })
  const { running } = await work()
  await expect(running.work(Object.create(null), [])).rejects.toThrow('Jobs are worked once')
  const { log } = capturedLog()
  const { connection } = database
  const other = await startJobs({ connection, log, clock: systemClock, tasks: [task], role: 'worker' })
  await expect(other.work(Object.create(null), [])).rejects.toThrow('These tasks have no handler: test.lonely.')
  const handler = handlerOf(task, async () => undefined)
  await expect(other.work(Object.create(null), [handler, handler])).rejects.toThrow(
    'These handlers are double or have no task in the list: test.lonely.',
  )
  await other.stop({ grace_ms: 0 })
})
