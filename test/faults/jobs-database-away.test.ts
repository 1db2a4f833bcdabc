import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { handlerOf } from '../../src/jobs/handler.ts'
import { defineTask } from '../../src/tasks.ts'
import { holdTask, markTask } from '../helpers/job-worker-process.ts'
import { countInState, type JobWorkers, prepareJobWorkers } from '../helpers/job-workers.ts'
import { capturedLog, gate, readJob, startWorker } from '../helpers/jobs.ts'
import { runTwiceAtOnce } from '../helpers/journal.ts'
import { type OwnPostgres, startOwnPostgres } from '../helpers/own-postgres.ts'
import { until } from '../helpers/until.ts'

const lost = 'The queue lost the database. Jobs wait and go on by themselves when it is back; check that Postgres runs.'
const back = 'The queue reaches the database again; jobs go on.'

let postgres: OwnPostgres
let workers: JobWorkers

beforeEach(async () => {
  postgres = await startOwnPostgres()
  workers = await prepareJobWorkers(postgres.connection)
})
afterEach(async () => {
  await workers.stop()
  await postgres.remove()
})

const away = {
  stopped: ['stop', 'start'],
  silent: ['freeze', 'thaw'],
} as const

test.each(['stopped', 'silent'] as const)(
  'while the database is %s for long, jobs are stopped before another worker can take them; then all go on',
  async (how) => {
    const { db, queue } = workers
    const processes = [await workers.start(), await workers.start()]
    const held = await queue.jobs.enqueueMany(db, holdTask, [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }])
    await until(() => workers.journal().length === held.length)
    const [leave, comeBack] = away[how]
    await postgres[leave]()
    await until(() => workers.journal().filter((entry) => entry.event === 'ended').length === held.length)
    await postgres[comeBack]()
    await until(() => workers.journal().filter((entry) => entry.event === 'started').length === 2 * held.length)
    workers.openGate()
    const marks = await queue.jobs.enqueueMany(db, markTask, [{ n: 1 }, { n: 2 }])
    const ids = [...held, ...marks]
    await until(async () => (await countInState(db, ids, 'completed')) === ids.length)
    expect(runTwiceAtOnce(workers.journal())).toEqual([])
    for (const { lines, running } of processes) {
      expect(running()).toBe(true)
      expect(lines.filter((line) => line.level === 'error')).toEqual([])
      // A silent database may be back before anything has failed.
      if (how === 'silent') continue
      await until(() => lines.some((line) => line.msg === back))
      expect(lines.filter((line) => line.msg === lost)).toHaveLength(1)
    }
  },
)

test('a job that ends while the database is away is recorded as done when it is back, and not run again', async () => {
  const { db } = workers
  const task = defineTask('test.ends-meanwhile', { input: z.object({}), max_attempts: 1 })
  const started = gate()
  const end = gate()
  const ended = gate()
  let runs = 0
  const handler = handlerOf(task, async () => {
    runs += 1
    started.open()
    await end.passed
    ended.open()
  })
  const { log, lines } = capturedLog()
  const worker = await startWorker({ connection: postgres.connection, db, handlers: [handler], log })
  const id = await worker.jobs.enqueue(db, task, {})
  await started.passed
  await postgres.stop()
  end.open()
  await ended.passed
  await expect(worker.health()).rejects.toThrow()
  await postgres.start()
  await until(async () => (await readJob(db, id))?.state === 'completed')
  expect(runs).toBe(1)
  await until(() => lines.some((line) => line.msg === back))
  await worker.stop({ grace_ms: 10_000 })
})

test('an idle worker can be stopped while the database is away, at once', async () => {
  const worker = await startWorker({ connection: postgres.connection, db: workers.db, handlers: [] })
  await postgres.stop()
  // Far longer than this test may take.
  await worker.stop({ grace_ms: 600_000 })
  await postgres.start()
})
