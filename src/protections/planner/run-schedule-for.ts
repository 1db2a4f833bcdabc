import { defaultSchedule } from '../default-schedule.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { askedTime } from './asked-time.ts'
import type { OfferSchedule, Wish } from './schema.ts'

/** A schedule that Backstay keeps itself, with its words: at the time of day of `asked`, where that names one. */
export const runScheduleFor = (wished: 'day' | 'week' | RunSchedule, asked?: Wish['schedule']): OfferSchedule => {
  const run = typeof wished === 'string' ? (askedTime(asked, wished) ?? usual(wished)) : wished
  const simple = 'cron' in run || run.every === 'hour' || run.every === 'month' ? null : run
  const at = simple === null ? '' : ` at ${simple.at.join(', ')} (${simple.time_zone})`
  if (simple?.every === 'day' && simple.at.length === 1) return { every: 'day', words: `daily${at}`, native: null, run }
  if (simple?.every === 'week' && simple.at.length === 1 && simple.weekdays.length === 1)
    return { every: 'week', words: `weekly on ${capital(simple.weekdays[0] ?? '')}${at}`, native: null, run }
  return { every: 'custom', words: 'at the times you set', native: null, run }
}

const usual = (every: 'day' | 'week'): RunSchedule =>
  every === 'day' ? defaultSchedule() : { every, weekdays: ['sunday'], at: ['02:00'], time_zone: 'UTC' }

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
