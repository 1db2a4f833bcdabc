import type { PgBoss } from 'pg-boss'
import { endsWithin } from '../lib/ends-within.ts'
import type { Log } from '../lib/log.ts'
import { shuttingDown } from './job-stopped.ts'
import type { Link } from './link.ts'
import type { Workshop } from './run-job.ts'

/** Putting back and closing take milliseconds; with the database away they would wait for time-outs instead. */
const closeWithinMs = 8_000

/** Takes no more jobs, waits for those that run, puts the rest back, closes the connections. */
export const stopJobs = async (boss: PgBoss, link: Link, shop: Workshop | null, log: Log, graceMs: number) => {
  // With nothing to record, there is no reason to wait for a database that is away.
  if (shop === null || shop.running.size === 0) link.close()
  if (shop !== null) {
    shop.draining = true
    const names = new Set(boss.getWipData().map((worker) => worker.name))
    const stopped = Promise.all([...names].map((name) => boss.offWork(name, { wait: true })))
    if (!(await endsWithin(stopped, graceMs))) {
      const running = shop.running.size
      if (running > 0) log.info({ running }, 'Jobs that do not end in time are stopped and put back in the queue.')
      for (const stop of shop.running) stop.abort(shuttingDown())
      await endsWithin(stopped, closeWithinMs)
    }
  }
  link.close()
  if (!(await endsWithin(boss.stop({ graceful: false }), closeWithinMs))) {
    log.warn({}, 'The queue did not close in time; jobs that still ran are run again within a minute.')
  }
}
