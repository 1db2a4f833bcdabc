import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { handlerOf } from '../../src/jobs/handler.ts'
import { jobTimings } from '../../src/jobs/job-timings.ts'
import { type JobsRunning, startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { defineTask, type Task } from '../../src/tasks.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { gate, readJob, startWorker, stateOf } from '../helpers/jobs.ts'
import { until } from '../helpers/until.ts'

const plain = defineTask('test.plain', { input: z.object({ n: z.number() }) })
const keyed = defineTask('test.keyed', { input: z.object({ server: z.string() }), key: (input) => input.server })
const tasks = [plain, keyed]

let database: TestDatabase
let api: JobsRunning

beforeAll(async () => {
  database = await createTestDatabase()
  await sql`create table notes (text text)`.execute(database.db)
  const { connection } = database
  api = await startJobs({ connection, log: createLog('silent'), clock: systemClock, tasks, role: 'enqueue_only' })
})
afterAll(async () => {
  await api.stop({ grace_ms: 0 })
  await database.drop()
})

test('a job exists when, and only when, its transaction commits', async () => {
  const { db } = database
  const committed = await db.transaction().execute(async (trx) => {
    const id = await api.jobs.enqueue(trx, plain, { n: 1 })
    expect(await readJob(db, id), 'seen from outside before the commit').toBeUndefined()
    return id
  })
  expect(await readJob(db, committed)).toMatchObject({ state: 'created', data: { n: 1 } })

  let rolledBack: string | null = null
  const failing = db.transaction().execute(async (trx) => {
    rolledBack = await api.jobs.enqueue(trx, plain, { n: 2 })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(rolledBack).toBeTypeOf('string')
  expect(await readJob(db, rolledBack)).toBeUndefined()
})

test('a second job with the same key is dropped and leaves the transaction usable', async () => {
  const { db } = database
  expect(await api.jobs.enqueue(db, keyed, { server: 'a' })).toBeTypeOf('string')
  const second = await db.transaction().execute(async (trx) => {
    const id = await api.jobs.enqueue(trx, keyed, { server: 'a' })
    await sql`insert into notes values ('after the dropped job')`.execute(trx)
    return id
  })
  expect(second).toBeNull()
  const notes = await sql<{ text: string }>`select text from notes`.execute(db)
  expect(notes.rows).toEqual([{ text: 'after the dropped job' }])
  expect(await api.jobs.enqueue(db, keyed, { server: 'b' })).toBeTypeOf('string')
})

test('jobs without a key are never dropped', async () => {
  const ids = [1, 1, 1].map((n) => api.jobs.enqueue(database.db, plain, { n }))
  expect(new Set(await Promise.all(ids)).size).toBe(3)
})

test('of two open transactions with the same key the second waits, and gets what the first left', async () => {
  const { db } = database
  const enqueued = gate()
  const end = gate()
  const first = db.transaction().execute(async (trx) => {
    const id = await api.jobs.enqueue(trx, keyed, { server: 'race' })
    enqueued.open()
    await end.passed
    return id
  })
  await enqueued.passed
  const second = db.transaction().execute((trx) => api.jobs.enqueue(trx, keyed, { server: 'race' }))
  await until(async () => {
    const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return (await waiting.execute(db)).rows.length > 0
  })
  end.open()
  expect(await first).toBeTypeOf('string')
  expect(await second).toBeNull()
})

test('many inputs go in with one call, those with a taken key left out', async () => {
  const servers = ['m1', 'm2', 'm1'].map((server) => ({ server }))
  expect(await api.jobs.enqueueMany(database.db, keyed, servers)).toHaveLength(2)
  expect(await api.jobs.enqueueMany(database.db, keyed, servers)).toEqual([])
  expect(await api.jobs.enqueueMany(database.db, keyed, [])).toEqual([])
})

test('input that does not fit is refused without telling its value, and unknown fields are not stored', async () => {
  const wrong = JSON.parse('{"n":"hunter2"}')
  await expect(api.jobs.enqueue(database.db, plain, wrong)).rejects.toThrow(/test\.plain: n: /)
  await expect(api.jobs.enqueue(database.db, plain, wrong)).rejects.not.toThrow(/hunter2/)
  const wide: { n: number } = JSON.parse('{"n":1,"password":"hunter2"}')
  const id = await api.jobs.enqueue(database.db, plain, wide)
  expect((await readJob(database.db, id))?.data).toEqual({ n: 1 })
})

test('a task that is not in the list says what to do', async () => {
  const stray = defineTask('test.stray', { input: z.object({}) })
  await expect(api.jobs.enqueue(database.db, stray, {})).rejects.toThrow('Add it to allTasks')
})

test('a key is taken while its job runs, and free when it is done', async () => {
  const { db, connection } = database
  const running = gate()
  const end = gate()
  const handlers = [
    handlerOf(keyed, async (_ctx, { server }) => {
      if (server !== 'busy') return
      running.open()
      await end.passed
    }),
    handlerOf(plain, async () => undefined),
  ]
  const worker = await startWorker({ connection, db, handlers })
  const id = await api.jobs.enqueue(db, keyed, { server: 'busy' })
  await running.passed
  expect(await stateOf(db, id)).toBe('active')
  expect(await api.jobs.enqueue(db, keyed, { server: 'busy' })).toBeNull()
  end.open()
  await until(async () => (await stateOf(db, id)) === 'completed')
  expect(await api.jobs.enqueue(db, keyed, { server: 'busy' })).toBeTypeOf('string')
  await worker.stop({ grace_ms: 30_000 })
})

test('the queues have the settings of the contracts and the timings, and follow when these change', async () => {
  const fresh = await createTestDatabase()
  onTestFinished(fresh.drop)
  const { connection } = fresh
  const settingsWith = async (task: Task<{ n: number }>) => {
    const options = { connection, log: createLog('silent'), clock: systemClock, role: 'enqueue_only' } as const
    await (await startJobs({ ...options, tasks: [task] })).stop({ grace_ms: 0 })
    const { rows } = await sql`
      select retry_limit, retry_delay, retry_delay_max, expire_seconds, heartbeat_seconds, policy, dead_letter
      from pgboss.queue where name = ${task.name}`.execute(fresh.db)
    return rows[0]
  }
  const settings = {
    retry_limit: plain.max_attempts - 1,
    retry_delay: plain.backoff.first_seconds,
    retry_delay_max: plain.backoff.max_seconds,
    expire_seconds: plain.timeout_seconds + 15,
    heartbeat_seconds: jobTimings.heartbeat_seconds,
    policy: 'exclusive',
    dead_letter: 'jobs.failed',
  }
  expect(await settingsWith(plain)).toEqual(settings)
  expect(await settingsWith({ ...plain, max_attempts: 9 })).toEqual({ ...settings, retry_limit: 8 })
})

test('several processes can make the queues of a new database at once', async () => {
  const fresh = await createTestDatabase()
  onTestFinished(fresh.drop)
  const { connection } = fresh
  const start = () =>
    startJobs({ connection, log: createLog('silent'), clock: systemClock, tasks, role: 'enqueue_only' })
  const all = await Promise.all([start(), start(), start()])
  for (const one of all) expect(await one.jobs.enqueue(fresh.db, plain, { n: 1 })).toBeTypeOf('string')
  for (const one of all) await one.stop({ grace_ms: 0 })
})
