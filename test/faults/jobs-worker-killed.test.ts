import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { holdTask, markTask } from '../helpers/job-worker-process.ts'
import { countInState, type JobWorkers, prepareJobWorkers } from '../helpers/job-workers.ts'
import { runTwiceAtOnce } from '../helpers/journal.ts'
import { until } from '../helpers/until.ts'

let database: TestDatabase
let workers: JobWorkers

beforeEach(async () => {
  database = await createTestDatabase()
  workers = await prepareJobWorkers(database.connection)
})
afterEach(async () => {
  await workers.stop()
  await database.drop()
})

test('jobs of a worker that is killed are back within a minute and finish, none lost, none run twice at once', async () => {
  const { db, queue } = workers
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n }))
  const held = await queue.jobs.enqueueMany(db, holdTask, numbers(3))
  const doomed = await workers.start()
  await until(async () => (await countInState(db, held, 'active')) === held.length)
  const other = await workers.start()
  const marks = await queue.jobs.enqueueMany(db, markTask, numbers(400))
  // In the middle of the others' work, as far as two processes can be caught there.
  await until(() => workers.journal().length > 50)
  await doomed.end('SIGKILL')

  // The limit of a minute is what the design promises; the timings of these tests are shorter.
  await until(async () => (await countInState(db, held, 'active')) === 0, 60_000)
  workers.openGate()
  const ids = [...held, ...marks]
  await until(async () => (await countInState(db, ids, 'completed')) === ids.length)
  const journal = workers.journal()
  expect(runTwiceAtOnce(journal)).toEqual([])
  for (const id of held) {
    const starts = journal.filter((entry) => entry.event === 'started' && entry.job === id)
    expect(starts.map((entry) => entry.worker)).toEqual([doomed.pid, other.pid])
  }
  const unmarked = await sql`
    select id from pgboss.job where name = ${markTask.name} and id not in (select job_id from marks)`.execute(db)
  expect(unmarked.rows).toEqual([])
})

test('a worker that is asked to stop puts back what does not end, for another to take at once', async () => {
  const { db, queue } = workers
  const id = await queue.jobs.enqueue(db, holdTask, { n: 1 })
  const first = await workers.start()
  await until(() => workers.journal().length === 1)
  await first.end('SIGTERM')
  const second = await workers.start()
  await until(() => workers.journal().some((entry) => entry.event === 'started' && entry.worker === second.pid))
  workers.openGate()
  await until(async () => (await countInState(db, id === null ? [] : [id], 'completed')) === 1)
  expect(runTwiceAtOnce(workers.journal())).toEqual([])
})

test('what these tests rest on: the journal shows a job that is started while it still runs, and no other', () => {
  const [job, worker, other] = ['a', 1, 2] as const
  const started = { event: 'started', job, worker } as const
  const again = { ...started, worker: other }
  expect(runTwiceAtOnce([started, again])).toEqual([job])
  expect(runTwiceAtOnce([started, { event: 'ended', job, worker }, again])).toEqual([])
  expect(runTwiceAtOnce([started, { event: 'died', worker }, again])).toEqual([])
  expect(runTwiceAtOnce([started, { event: 'died', worker: other }, again])).toEqual([job])
})
