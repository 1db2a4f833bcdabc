import type { TaskHandler } from './handler.ts'
import type { JobTimings } from './job-timings.ts'
import { runBatch } from './run-batch.ts'
import type { Workshop } from './run-job.ts'

/** Starts the workers of one task in this process. */
export const startWorkers = async (shop: Workshop, handler: TaskHandler, timings: JobTimings): Promise<void> => {
  const { name, concurrency, silent } = handler.task
  const options = {
    batchSize: concurrency.batch,
    // As long as batches come full, the next is fetched at once instead of at the next poll.
    burstWhenBatchFull: true,
    perJobResults: true,
    includeMetadata: true,
    pollingIntervalSeconds: silent === true ? timings.silent_poll_seconds : timings.poll_seconds,
    // Notifications only make it quicker: polling goes on as if there were none.
    notifyPollingIntervalSeconds: silent === true ? timings.silent_poll_seconds : timings.poll_seconds,
    heartbeatRefreshSeconds: timings.heartbeat_refresh_seconds,
  } as const
  for (let i = 0; i < concurrency.workers; i += 1) {
    let workerId = ''
    workerId = await shop.boss.work(name, options, async (jobs) => {
      const results = await runBatch(shop, handler, jobs)
      // pg-boss does not count a batch of one as full, so this asks for the next one.
      if (concurrency.batch === 1) shop.boss.notifyWorker(workerId)
      return results
    })
  }
}
