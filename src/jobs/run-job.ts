import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import { noOrigin, type Services, systemCaller } from '../context.ts'
import { describeFailure } from './describe-failure.ts'
import type { TaskHandler } from './handler.ts'
import type { JobEnd, JobMetrics } from './job-metrics.ts'
import { JobStopped, takenOver, timedOut } from './job-stopped.ts'
import { PermanentFailure } from './permanent-failure.ts'
import { putBack } from './put-back.ts'
import { stoppable } from './stoppable.ts'

/** What the workers of one process share. */
export type Workshop = {
  readonly boss: PgBoss
  readonly services: Services
  readonly metrics: JobMetrics
  /** One for each job that runs; aborted with a `JobStopped`. Not by id: a job that was lost can come back while its last attempt still ends. */
  readonly running: Set<AbortController>
  /** Set at shutdown: whatever is still fetched goes back to the queue. */
  draining: boolean
}

type Ended = { end: JobEnd; result: JobResult }

/** Runs one job to its end and tells the queue's verdict. Never throws. */
export const runJob = async (
  shop: Workshop,
  handler: TaskHandler,
  job: JobWithMetadata<unknown>,
): Promise<JobResult> => {
  const { clock } = shop.services
  const task = handler.task.name
  const startedMs = clock.nowMs()
  shop.metrics.started(task)
  const { end, result } = await (shop.draining ? returnToQueue(shop, task, job) : attempt(shop, handler, job))
  shop.metrics.ended(task, end, (clock.nowMs() - startedMs) / 1_000)
  return result
}

const attempt = async (shop: Workshop, handler: TaskHandler, job: JobWithMetadata<unknown>): Promise<Ended> => {
  const { task } = handler
  const number = job.retryCount + 1
  const lastAttempt = job.retryCount >= job.retryLimit
  const log = shop.services.log.child({ task: task.name, job_id: job.id, attempt: number })
  const stop = new AbortController()
  shop.running.add(stop)
  const timer = setTimeout(() => stop.abort(timedOut(task.timeout_seconds)), task.timeout_seconds * 1_000)
  const onLost = () => stop.abort(takenOver())
  job.signal.addEventListener('abort', onLost)
  try {
    const ctx = { ...shop.services, log, caller: systemCaller, origin: noOrigin }
    const info = { id: job.id, attempt: number, last_attempt: lastAttempt, signal: stop.signal }
    await stoppable(handler.run(ctx, job.data, info), stop.signal)
    return { end: 'completed', result: { id: job.id, status: 'completed' } }
  } catch (thrown) {
    // What a stopped handler throws says less than why it was stopped.
    const error: unknown = stop.signal.aborted ? stop.signal.reason : thrown
    if (error instanceof JobStopped && (error.reason === 'shutdown' || error.reason === 'out_of_touch')) {
      return returnToQueue(shop, task.name, job)
    }
    const failure = describeFailure(error)
    if (error instanceof JobStopped && error.reason === 'lost') {
      log.warn({ failure }, 'A job was taken over by another worker; what this one still did does not count.')
      return { end: 'lost', result: { id: job.id, status: 'failed', output: failure } }
    }
    const forGood = lastAttempt || error instanceof PermanentFailure
    // That it failed for good is logged as an error by the worker of the failed jobs' queue, whatever the cause.
    log.warn({ failure, stack: stackOf(error) }, forGood ? 'A job failed.' : 'A job failed and will be tried again.')
    const status = error instanceof PermanentFailure ? 'deadletter' : 'failed'
    return { end: forGood ? 'failed' : 'retried', result: { id: job.id, status, output: failure } }
  } finally {
    clearTimeout(timer)
    // pg-boss aborts its signal after every job, also one that ended well.
    job.signal.removeEventListener('abort', onLost)
    shop.running.delete(stop)
  }
}

const returnToQueue = async (shop: Workshop, task: string, job: JobWithMetadata<unknown>): Promise<Ended> => {
  try {
    await putBack(shop.boss, task, job)
  } catch (error) {
    const failure = describeFailure(error)
    shop.services.log.warn(
      { task, job_id: job.id, failure },
      'A job could not be put back in the queue. It is run again within a minute, once its heartbeat is missed.',
    )
  }
  // What is in the queue again is beyond this verdict's reach.
  return { end: 'put_back', result: { id: job.id, status: 'failed', output: 'put back in the queue' } }
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined)
