import { nextRun } from './next-run.ts'
import type { Jitter, RunSchedule } from './schema.ts'

export type DueState = {
  /** One run is to be started now, however many times were missed. */
  due: boolean
  /** Times that passed unused besides the one that is started now; counted up to 1,000. */
  missed: number
  /** When it is due next. */
  next_run_at: string
}

const mostCounted = 1_000

/** Whether a schedule's time has come. Times missed while nothing ran become one run (DESIGN rule 18). */
export const dueState = (schedule: RunSchedule, next_run_at: string | null, now: string, jitter?: Jitter): DueState => {
  if (next_run_at === null) return { due: false, missed: 0, next_run_at: nextRun(schedule, now, jitter) }
  if (next_run_at > now) return { due: false, missed: 0, next_run_at }
  let missed = 0
  let next = nextRun(schedule, next_run_at, jitter)
  for (; next <= now && missed < mostCounted; missed++) next = nextRun(schedule, next, jitter)
  return { due: true, missed, next_run_at: next > now ? next : nextRun(schedule, now, jitter) }
}
