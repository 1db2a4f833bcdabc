import { dayMs, hourMs } from '../../lib/clock.ts'
import type { Schedule } from './rows.ts'

const fits: Readonly<Record<string, (at: Date, schedule: Schedule) => boolean>> = {
  daily: () => true,
  weekly: (at, { dow }) => at.getUTCDay() + 1 === dow,
  monthly: (at, { dom }) => at.getUTCDate() === dom,
  daily_alt_even: (at) => at.getUTCDate() % 2 === 0,
  daily_alt_odd: (at) => at.getUTCDate() % 2 === 1,
}

export const scheduleTypes: readonly string[] = Object.keys(fits)

/** The first time of a schedule after the given one; null for a kind that nobody knows. */
export const nextBackupMs = (schedule: Schedule, afterMs: number): number | null => {
  const isDay = fits[schedule.type]
  if (isDay === undefined) return null
  let at = Math.floor(afterMs / dayMs) * dayMs + schedule.hour * hourMs
  while (at <= afterMs || !isDay(new Date(at), schedule)) at += dayMs
  return at
}
