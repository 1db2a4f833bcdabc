import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Log } from '../lib/log.ts'
import type { JobTimings } from './job-timings.ts'
import { failedQueue } from './queue-options.ts'

/**
 * Logs each job that failed for good as one error, in one process. pg-boss copies such jobs to a queue of their own
 * whatever the cause, so this also tells of jobs whose workers died in every attempt.
 */
export const watchFailedJobs = async (boss: PgBoss, log: Log, timings: JobTimings): Promise<void> => {
  // pg-boss does not notify of copies. There is no hurry: a person reads this.
  const options = { batchSize: 20, includeMetadata: true, pollingIntervalSeconds: 2 * timings.poll_seconds } as const
  await boss.work(failedQueue, options, async (jobs) => {
    for (const job of jobs) logFailed(log, job)
  })
}

const logFailed = (log: Log, job: JobWithMetadata<unknown>) => {
  log.error(
    {
      task: job.sourceName,
      job_id: job.sourceId,
      attempts: (job.sourceRetryCount ?? 0) + 1,
      failure: messageOf(job.sourceOutput),
      // Names only: the values can be anything.
      input_keys: typeof job.data === 'object' && job.data !== null ? Object.keys(job.data) : [],
    },
    'A job failed for good and is not tried again. Mend what the failure says, then start the work anew.',
  )
}

/** Ours, or pg-boss's own for jobs whose worker died. */
const output = z.union([z.object({ message: z.string() }), z.object({ value: z.object({ message: z.string() }) })])

const messageOf = (raw: unknown): string => {
  const parsed = output.safeParse(raw)
  if (!parsed.success) return 'unknown'
  return 'value' in parsed.data ? parsed.data.value.message : parsed.data.message
}
