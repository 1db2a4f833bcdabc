import { dayMs, hourMs, minuteMs } from '../../lib/clock.ts'
import type { DropletRow, Policy } from './rows.ts'

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** The first window that starts after the given time. The backup appears some minutes into it, each server at its own minute. */
export const nextBackup = (
  policy: Policy,
  dropletId: number,
  afterMs: number,
): NonNullable<DropletRow['next_backup']> => {
  const midnight = Math.floor(afterMs / dayMs) * dayMs
  let start_ms = midnight + policy.hour * hourMs
  while (start_ms <= afterMs || !fits(policy, start_ms)) start_ms += dayMs
  return { start_ms, at_ms: start_ms + (5 + (dropletId % 180)) * minuteMs }
}

const fits = ({ plan, weekday }: Policy, startMs: number): boolean =>
  plan !== 'weekly' || days[new Date(startMs).getUTCDay()] === (weekday ?? 'SUN')
