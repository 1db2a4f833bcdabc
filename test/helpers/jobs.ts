import { sql } from 'kysely'
import { loadConfig } from '../../src/config.ts'
import type { Services } from '../../src/context.ts'
import type { Connection, Db } from '../../src/db/database.ts'
import type { CronEntry } from '../../src/jobs/cron.ts'
import type { TaskHandler } from '../../src/jobs/handler.ts'
import type { JobTimings } from '../../src/jobs/job-timings.ts'
import type { Jobs } from '../../src/jobs/jobs.ts'
import { type JobsRunning, startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createIds } from '../../src/lib/ids.ts'
import { createLog, type Log } from '../../src/lib/log.ts'
import { createSecrets } from '../../src/lib/secrets.ts'
import { noProviders } from '../../src/providers/no-providers.ts'
import { noPing } from './no-ping.ts'

/** As short as pg-boss takes them, so that tests need not wait. */
export const quickTimings: JobTimings = {
  poll_seconds: 0.5,
  silent_poll_seconds: 0.5,
  heartbeat_seconds: 10,
  heartbeat_refresh_seconds: 2,
  monitor_seconds: 1,
  cron_check_seconds: 1,
}

export type LogLine = { level: string; msg: string; [detail: string]: unknown }

/** A log whose lines a test reads. */
export const capturedLog = (): { log: Log; lines: LogLine[] } => {
  const lines: LogLine[] = []
  return { lines, log: createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) }) }
}

export const testServices = (db: Db, jobs: Jobs, log: Log): Services => ({
  config: loadConfig({ BACKSTAY_ENV: 'test' }),
  clock: systemClock,
  ids: createIds(systemClock),
  secrets: createSecrets('a root key for tests, 32 characters and more'),
  providers: noProviders,
  reach: async () => 'nobody is there',
  ping: noPing,
  log,
  db,
  jobs,
})

type Options = {
  connection: Connection
  db: Db
  handlers: readonly TaskHandler[]
  cron?: readonly CronEntry[]
  log?: Log
}

/** A worker in this process. */
export const startWorker = async ({ connection, db, handlers, cron, log }: Options): Promise<JobsRunning> => {
  const use = log ?? createLog('silent')
  const tasks = handlers.map((handler) => handler.task)
  const running = await startJobs({
    connection,
    log: use,
    clock: systemClock,
    tasks,
    role: 'worker',
    timings: quickTimings,
  })
  try {
    await running.work(testServices(db, running.jobs, use), handlers, cron === undefined ? {} : { cron })
    return running
  } catch (error) {
    await running.stop({ grace_ms: 0 })
    throw error
  }
}

export type JobRow = { state: string; retry_count: number; output: unknown; start_after: string; data: unknown }

/** A job as it stands in the queue's table; undefined when there is none. */
export const readJob = async (db: Db, id: string | null): Promise<JobRow | undefined> => {
  const found = await sql<JobRow>`
    select state::text, retry_count, output, start_after, data from pgboss.job where id = ${id}`.execute(db)
  return found.rows[0]
}

export const stateOf = async (db: Db, id: string | null): Promise<string | undefined> => (await readJob(db, id))?.state

/** A gate that handlers wait at until the test opens it. */
export const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { passed: promise, open: resolve }
}
