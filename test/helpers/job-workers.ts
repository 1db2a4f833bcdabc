import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Connection, createDb, createPool, type Db } from '../../src/db/database.ts'
import { type JobsRunning, startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { type JobWorker, startJobWorker, workerTasks } from './job-worker-process.ts'
import { quickTimings } from './jobs.ts'
import { type JournalEntry, readJournal } from './journal.ts'

/** Worker processes on one database, and a process (this one) that puts jobs in. */
export type JobWorkers = {
  readonly db: Db
  readonly queue: JobsRunning
  start(): Promise<JobWorker>
  journal(): JournalEntry[]
  /** Lets the jobs of `holdTask` end. */
  openGate(): void
  stop(): Promise<void>
}

export const prepareJobWorkers = async (connection: Connection): Promise<JobWorkers> => {
  const folder = mkdtempSync(join(tmpdir(), 'backstay-jobs-'))
  const gate = join(folder, 'gate')
  const journal = join(folder, 'journal')
  const pool = createPool(connection, {
    max: 3,
    statement_timeout_ms: 15_000,
    application_name: 'backstay test',
    onError: () => undefined,
  })
  const db = createDb(pool)
  await sql`create table marks (n integer not null, job_id uuid not null)`.execute(db)
  const log = createLog('silent')
  const role = 'enqueue_only'
  const queue = await startJobs({
    connection,
    log,
    clock: systemClock,
    tasks: workerTasks,
    role,
    timings: quickTimings,
  })
  const workers: JobWorker[] = []
  return {
    db,
    queue,
    start: async () => {
      const worker = await startJobWorker({ connection, journal, gate })
      workers.push(worker)
      return worker
    },
    journal: () => readJournal(journal),
    openGate: () => writeFileSync(gate, ''),
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
      await queue.stop({ grace_ms: 0 })
      await pool.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** How many of these jobs are in a state. */
export const countInState = async (db: Db, ids: readonly string[], state: string): Promise<number> => {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from pgboss.job where id = any(${ids}::uuid[]) and state::text = ${state}`.execute(db)
  return found.rows[0]?.count ?? 0
}
