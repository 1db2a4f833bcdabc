import { PgBoss } from 'pg-boss'
import type { Connection } from '../db/database.ts'
import type { JobTimings } from './job-timings.ts'

/** What a process does for the queue: put jobs in, or also work, look after dead workers' jobs and the calendar. */
export type JobsRole = 'enqueue_only' | 'worker'

const daySeconds = 86_400

/** pg-boss with our settings, not started. Holds at most `poolMax` connections, and one more for notifications in a worker. */
export const createBoss = (connection: Connection, role: JobsRole, timings: JobTimings, poolMax: number): PgBoss => {
  const works = role === 'worker'
  // pg-boss hands all of this to `pg`, though its types name just some. The time-outs keep a connection that died
  // silently from holding a worker for ever; the queue's own statements take milliseconds.
  const pool = {
    ...connection,
    max: poolMax,
    connectionTimeoutMillis: 5_000,
    query_timeout: 70_000,
    keepAlive: true,
    options: '-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
    application_name: works ? 'backstay worker queue' : 'backstay queue',
  }
  return new PgBoss({
    ...pool,
    supervise: works,
    schedule: works,
    useListenNotify: works,
    superviseIntervalSeconds: timings.monitor_seconds,
    monitorIntervalSeconds: timings.monitor_seconds,
    cronMonitorIntervalSeconds: timings.cron_check_seconds,
    // What the calendar starts passes through a queue of pg-boss's own, which nothing notifies of. At least a second.
    cronWorkerIntervalSeconds: 2 * timings.poll_seconds,
    // Ended jobs are removed hourly; once a day would leave the table larger than it need be.
    maintenanceIntervalSeconds: 3_600,
    // Job dependencies are not used, and its own asynchronous migrations can wait.
    flowIntervalSeconds: daySeconds,
    bamIntervalSeconds: 600,
  })
}
