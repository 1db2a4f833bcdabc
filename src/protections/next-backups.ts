import { isoPlusMs } from '../lib/clock.ts'
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
  return ({ server_id, schedule }, after) => {
    const key = JSON.stringify(schedule)
    const known = times.get(key) ?? createTimes(RunSchedule.parse(schedule), isoPlusMs(about, -jitterMinutes * 60_000))
    times.set(key, known)
    const delay = jitterDelay({ jitter_key: server_id, jitter_minutes: jitterMinutes })
    return isoPlusMs(known(isoPlusMs(after, -delay)), delay)
  }
}

/** The first time after one that is not before `start`. */
type TimesOf = (after: string) => string

const createTimes = (schedule: RunSchedule, start: string): TimesOf => {
  const rising = [nextRun(schedule, start)]
  return (after) => {
    // Nothing lies between two neighbours.
    for (let at = 0; ; at += 1) {
      const time = rising[at] ?? nextRun(schedule, rising[at - 1] ?? start)
      rising[at] = time
      if (time > after) return time
    }
  }
}
