import type { Services } from '../context.ts'
import type { Connection } from '../db/database.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { TaskSettings } from '../tasks.ts'
import { createBoss, type JobsRole } from './create-boss.ts'
import { createEnqueue } from './create-enqueue.ts'
import type { CronEntry } from './cron.ts'
import { ensureQueues } from './ensure-queues.ts'
import { createErrorLog } from './error-log.ts'
import type { TaskHandler } from './handler.ts'
import { createJobMetrics, type TaskMetrics } from './job-metrics.ts'
import { type JobTimings, jobTimings, secondsUntilGivenUp } from './job-timings.ts'
import type { Jobs } from './jobs.ts'
import { createLink } from './link.ts'
import { type JobsHealth, readHealth } from './read-health.ts'
import type { Workshop } from './run-job.ts'
import { startWorkers } from './start-workers.ts'
import { stopJobs } from './stop-jobs.ts'
import { syncCron } from './sync-cron.ts'
import { watchFailedJobs } from './watch-failed-jobs.ts'
import { watchSilence } from './watch-silence.ts'

export type StartJobsOptions = {
  connection: Connection
  log: Log
  clock: Clock
  /** All tasks there are: each has a queue, whether this process works it or not. */
  tasks: readonly TaskSettings[]
  /** `worker` when this process works jobs, whatever else it does. */
  role: JobsRole
  timings?: JobTimings
  /** Connections of the queue's own pool; enqueueing uses the caller's. */
  pool_max?: number
}

export type WorkOptions = {
  /** All entries there are; null leaves the calendar to the processes that know it. */
  cron?: readonly CronEntry[] | null
  /** Those this process works, when other processes work the rest. */
  tasks?: readonly TaskSettings[]
}

export type JobsRunning = {
  readonly jobs: Jobs
  /** Starts working; once, in the role `worker`. Handlers get these services and the system as caller. */
  work(services: Services, handlers: readonly TaskHandler[], options?: WorkOptions): Promise<void>
  health(): Promise<JobsHealth>
  metrics(): Record<string, TaskMetrics>
  /** Takes no more jobs, waits `grace_ms` for those that run, and puts the rest back in the queue. */
  stop(options: { grace_ms: number }): Promise<void>
}

/** Connects to the queue, and makes or migrates its schema (`pgboss`) and its queues. One per process. */
export const startJobs = async (options: StartJobsOptions): Promise<JobsRunning> => {
  const { log, clock, tasks, role, timings = jobTimings } = options
  const boss = createBoss(options.connection, role, timings, options.pool_max ?? (role === 'worker' ? 4 : 2))
  const errors = createErrorLog(log, clock, () => boss.getDb().executeSql('select 1'))
  // Without a listener, the first connection that breaks would end the process.
  boss.on('error', errors.report)
  boss.on('warning', ({ message }) => errors.warn(message))
  try {
    await boss.start()
    await ensureQueues(boss, tasks, timings)
  } catch (error) {
    errors.stop()
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw error
  }
  // Not before the start, which is to fail at once.
  const link = createLink(boss, secondsUntilGivenUp(timings) * 1_000, errors.report)
  const metrics = createJobMetrics()
  let shop: Workshop | null = null
  let endWatch = () => {}
  return {
    jobs: createEnqueue(boss, new Set(tasks.map((task) => task.name))),
    work: async (services, handlers, { cron = [], tasks: worked = tasks } = {}) => {
      if (role !== 'worker' || shop !== null) throw new Error('Jobs are worked once, and in the role "worker" alone.')
      requireHandlers(worked, handlers)
      shop = { boss, services, metrics, running: new Set(), draining: false }
      endWatch = watchSilence(shop, link, timings)
      if (cron !== null) await syncCron(boss, cron)
      await watchFailedJobs(boss, log, timings)
      for (const handler of handlers) await startWorkers(shop, handler, timings)
    },
    health: () => readHealth(link),
    metrics: () => metrics.read(),
    stop: async ({ grace_ms }) => {
      await stopJobs(boss, link, shop, log, grace_ms)
      endWatch()
      errors.stop()
    },
  }
}

/** A task without a handler would fill its queue in silence. */
const requireHandlers = (tasks: readonly TaskSettings[], handlers: readonly TaskHandler[]) => {
  const handled = handlers.map((handler) => handler.task.name)
  const names = tasks.map((task) => task.name)
  const lacking = names.filter((name) => !handled.includes(name))
  const extra = handled.filter((name, i) => !names.includes(name) || handled.indexOf(name) !== i)
  if (lacking.length > 0) throw new Error(`These tasks have no handler: ${lacking.join(', ')}.`)
  if (extra.length > 0) throw new Error(`These handlers are double or have no task in the list: ${extra.join(', ')}.`)
}
