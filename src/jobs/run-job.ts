import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import { noOrigin, type Services, systemCaller } from '../context.ts'
import { describeFailure } from './describe-failure.ts'
import type { TaskHandler } from './handler.ts'
import type { JobEnd, JobMetrics } from './job-metrics.ts'
import { PermanentFailure } from './permanent-failure.ts'
import { putBack } from './put-back.ts'

/** What the workers of one process share. */
export type Workshop = {
  readonly boss: PgBoss
  readonly services: Services
  readonly metrics: JobMetrics
  /** Of the jobs that run, by id; aborted with a `JobStopped`. */
  readonly running: Map<string, AbortController>
  /** Set at shutdown: whatever is still fetched goes back to the queue. */
  draining: boolean
}

type StopReason = 'timeout' | 'shutdown' | 'lost'

/** Why a handler's signal aborted. */
export class JobStopped extends Error {
  readonly reason: StopReason

  constructor(reason: StopReason, message: string) {
    super(message)
    this.name = 'JobStopped'
    this.reason = reason
  }
}

/** How long a handler may take to tidy up after its signal aborted. */
const tidyUpMs = 1_000

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
  const { end, result } = shop.draining ? await returnToQueue(shop, task, job) : await attempt(shop, handler, job)
  shop.metrics.ended(task, end, (clock.nowMs() - startedMs) / 1_000)
  return result
}

const attempt = async (shop: Workshop, handler: TaskHandler, job: JobWithMetadata<unknown>): Promise<Ended> => {
  const { task } = handler
  const number = job.retryCount + 1
  const lastAttempt = job.retryCount >= job.retryLimit
  const log = shop.services.log.child({ task: task.name, job_id: job.id, attempt: number })
  const stop = new AbortController()
  shop.running.set(job.id, stop)
  const timer = setTimeout(() => stop.abort(timedOut(task.timeout_seconds)), task.timeout_seconds * 1_000)
  job.signal.addEventListener('abort', () => stop.abort(lost()), { once: true })
  try {
    const ctx = { ...shop.services, log, caller: systemCaller, origin: noOrigin }
    const info = { id: job.id, attempt: number, last_attempt: lastAttempt, signal: stop.signal }
    await stoppable(handler.run(ctx, job.data, info), stop.signal)
    return { end: 'completed', result: { id: job.id, status: 'completed' } }
  } catch (thrown) {
    // What a stopped handler throws says less than why it was stopped.
    const error: unknown = stop.signal.aborted ? stop.signal.reason : thrown
    if (error instanceof JobStopped && error.reason === 'shutdown') return returnToQueue(shop, task.name, job)
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
    shop.running.delete(job.id)
  }
}

/** The work's own end; or, once the signal aborts, its end shortly after, or else the signal's reason. */
const stoppable = async (work: Promise<unknown>, signal: AbortSignal): Promise<void> => {
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted')
    signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
  if ((await Promise.race([work, aborted])) !== 'aborted') return
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), tidyUpMs)
  })
  const outcome = await Promise.race([
    work.then(
      () => 'done',
      () => 'late',
    ),
    late,
  ])
  clearTimeout(timer)
  if (outcome === 'late') throw signal.reason
}

const returnToQueue = async (shop: Workshop, task: string, job: JobWithMetadata<unknown>): Promise<Ended> => {
  try {
    await putBack(shop.boss, task, job)
  } catch (error) {
    const failure = describeFailure(error)
    shop.services.log.warn(
      { task, job_id: job.id, failure },
      'A job could not be put back at shutdown. It is run again within a minute, once its heartbeat is missed.',
    )
  }
  // What is in the queue again is beyond this verdict's reach.
  return { end: 'put_back', result: { id: job.id, status: 'failed', output: describeFailure(shuttingDown()) } }
}

const timedOut = (seconds: number) =>
  new JobStopped('timeout', `The job did not end within ${seconds} seconds and was given up.`)
const lost = () => new JobStopped('lost', 'Another worker took the job over.')
/** The reason that handlers' signals carry at shutdown. */
export const shuttingDown = () => new JobStopped('shutdown', 'The process is shutting down.')

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined)
