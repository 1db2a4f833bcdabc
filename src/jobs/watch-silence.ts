import { outOfTouch } from './job-stopped.ts'
import { type JobTimings, secondsUntilGivenUp } from './job-timings.ts'
import type { Link } from './link.ts'
import type { Workshop } from './run-job.ts'

/**
 * Stops what runs once the database has been silent for so long that other workers could take the jobs over: then a job
 * would run twice at once. Returns what ends the watch.
 */
export const watchSilence = (shop: Workshop, link: Link, timings: JobTimings): (() => void) => {
  const limitMs = secondsUntilGivenUp(timings) * 1_000
  const timer = setInterval(() => {
    if (link.silentMs() < limitMs) return
    for (const stop of shop.running) stop.abort(outOfTouch())
  }, 500)
  timer.unref()
  return () => clearInterval(timer)
}
