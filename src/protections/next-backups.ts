import { minuteMs, toIso } from '../lib/clock.ts'
import { jitterMinutes } from './next-backup.ts'
import { jitterDelay } from './schedule/jitter-delay.ts'
import { nextRun } from './schedule/next-run.ts'
import { RunSchedule } from './schedule/schema.ts'

export type NextBackups = (protection: { server_id: string; schedule: unknown }, after_iso: string) => string

/**
 * What `nextBackup` says, for many protections around one moment: most have one of few schedules, whose times are worked out
 * once. `about` is when the first is asked for; later times are asked for later.
 */
export const createNextBackups = (about: string): NextBackups => {
  const times = new Map<string, TimesOf>()
  const start = Date.parse(about) - jitterMinutes * minuteMs
  return ({ server_id, schedule }, after) => {
    const key = JSON.stringify(schedule)
    const known = times.get(key) ?? createTimes(RunSchedule.parse(schedule), start)
    times.set(key, known)
    const delay = jitterDelay({ jitter_key: server_id, jitter_minutes: jitterMinutes })
    return toIso(known(Date.parse(after) - delay) + delay)
  }
}

/** The first time after one that is not before `start`. */
type TimesOf = (after: number) => number

const createTimes = (schedule: RunSchedule, start: number): TimesOf => {
  const next = (after: number) => Date.parse(nextRun(schedule, toIso(after)))
  const rising = [next(start)]
  return (after) => {
    // Nothing lies between two neighbours.
    for (let at = 0; ; at += 1) {
      const time = rising[at] ?? next(rising[at - 1] ?? start)
      rising[at] = time
      if (time > after) return time
    }
  }
}
