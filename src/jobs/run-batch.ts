import type { JobResult, JobWithMetadata } from 'pg-boss'
import type { TaskHandler } from './handler.ts'
import { runJob, type Workshop } from './run-job.ts'

/** Jobs that are done this long before the slowest of their batch are recorded as done without waiting for it. */
const patienceMs = 250

/**
 * Runs jobs that were taken together at the same time. pg-boss records their results together when the slowest is done;
 * until then a job's key would stay taken, so those long done are recorded before.
 */
export const runBatch = async (
  shop: Workshop,
  handler: TaskHandler,
  jobs: readonly JobWithMetadata<unknown>[],
): Promise<JobResult[]> => {
  const done: JobWithMetadata<unknown>[] = []
  const recordDone = () => {
    const early = done.splice(0)
    // When this fails, the end of the batch records them all the same.
    if (early.length > 0) shop.boss.complete(handler.task.name, early).catch(() => undefined)
  }
  const timer = jobs.length > 1 ? setInterval(recordDone, patienceMs) : undefined
  try {
    return await Promise.all(
      jobs.map(async (job) => {
        const result = await runJob(shop, handler, job)
        if (result.status === 'completed') done.push(job)
        return result
      }),
    )
  } finally {
    clearInterval(timer)
  }
}
