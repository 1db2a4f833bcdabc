import type { Clock } from '../lib/clock.ts'
import { dayMs, minuteMs } from '../lib/clock.ts'
import type { SandboxControl } from '../sandbox/kit/control.ts'

/**
 * Does something while it is so many days ago in a sandbox cloud: what is switched on there has run since, when it is today again, and the
 * cloud itself made the backups it would still keep.
 */
export const daysAgoIn = async <T>(control: SandboxControl, days: number, work: () => Promise<T>): Promise<T> => {
  control.advance(-days * dayMs)
  try {
    return await work()
  } finally {
    control.advance(days * dayMs)
  }
}

/** After a crash in between it is still some days ago there. */
export const bringToToday = (control: SandboxControl, clock: Clock): void => {
  const behind = clock.nowMs() - Date.parse(control.now())
  if (Math.abs(behind) > minuteMs) control.advance(behind)
}
