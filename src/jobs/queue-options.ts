import type { QueueOptions } from 'pg-boss'
import type { TaskSettings } from '../tasks.ts'
import type { JobTimings } from './job-timings.ts'

const daySeconds = 86_400

/** Ended jobs are kept this long, to look at. */
export const keepEndedSeconds = 2 * daySeconds

/** A queued job is work that a transaction made necessary, so it waits practically for ever. pg-boss insists on a limit. */
const keepQueuedSeconds = 365 * daySeconds

/** The queue itself gives a job up this much after its handler was told to stop, so that the handler's own error is the one recorded. */
const timeoutMarginSeconds = 15

/** Where jobs that failed for good are copied, to be logged once. */
export const failedQueue = 'jobs.failed'

/**
 * Every queue has this policy: no two queued or running jobs with one key. Tasks without a key get a random one per job,
 * because a queue's policy cannot change later and a task may gain a key.
 */
export const queuePolicy = 'exclusive'

export type TaskQueueOptions = Required<QueueOptions> & { deadLetter: string; notify: boolean }

export const toQueueOptions = (task: TaskSettings, timings: JobTimings): TaskQueueOptions => ({
  retryLimit: task.max_attempts - 1,
  retryBackoff: true,
  retryDelay: task.backoff.first_seconds,
  retryDelayMax: task.backoff.max_seconds,
  expireInSeconds: task.timeout_seconds + timeoutMarginSeconds,
  heartbeatSeconds: timings.heartbeat_seconds,
  deleteAfterSeconds: keepEndedSeconds,
  retentionSeconds: keepQueuedSeconds,
  deadLetter: failedQueue,
  // Ours are sent after the commit (create-enqueue.ts).
  notify: false,
})
