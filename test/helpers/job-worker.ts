// A process of its own that works jobs, so that tests can kill it. Usage: node job-worker.ts <JobWorkerSettings as JSON>.
// It prints its log, one JSON object a line, and ends in order at a SIGTERM.
import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { createDb, createPool } from '../../src/db/database.ts'
import { handlerOf } from '../../src/jobs/handler.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { holdTask, type JobWorkerSettings, markTask, workerTasks } from './job-worker-process.ts'
import { quickTimings, testServices } from './jobs.ts'
import { writeJournal } from './journal.ts'

// The parent is our own test, so the settings have the shape that they say.
const { connection, journal, gate } = JSON.parse(process.argv[2] ?? '') as JobWorkerSettings

const journaled = async (job: string, work: () => Promise<unknown>) => {
  writeJournal(journal, { event: 'started', job, worker: process.pid })
  try {
    await work()
  } finally {
    writeJournal(journal, { event: 'ended', job, worker: process.pid })
  }
}

const handlers = [
  handlerOf(markTask, (ctx, { n }, job) =>
    journaled(job.id, () => sql`insert into marks (n, job_id) values (${n}, ${job.id})`.execute(ctx.db)),
  ),
  handlerOf(holdTask, (_ctx, _input, job) =>
    journaled(job.id, async () => {
      while (!existsSync(gate)) {
        await delay(20)
        job.signal.throwIfAborted()
      }
    }),
  ),
]

const log = createLog('debug', process.stdout)
const pool = createPool(connection, {
  max: 4,
  statement_timeout_ms: 15_000,
  application_name: 'backstay test worker',
  onError: () => undefined,
})
const db = createDb(pool)
const role = 'worker'
const jobs = await startJobs({ connection, log, clock: systemClock, tasks: workerTasks, role, timings: quickTimings })
await jobs.work(testServices(db, jobs.jobs, log), handlers)
log.info({}, 'ready')
process.once('SIGTERM', async () => {
  await jobs.stop({ grace_ms: 0 })
  await pool.end()
  process.exit(0)
})
