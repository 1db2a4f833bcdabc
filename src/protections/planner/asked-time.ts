import type { RunSchedule } from '../schedule/schema.ts'
import type { Wish } from './schema.ts'

type Times = { at: string[]; time_zone: string }
type Simple = ({ every: 'day' } & Times) | Extract<RunSchedule, { every: 'week' }>

/** The first time of day that is asked for, once a day or once a week; null where none is named. */
export const askedTime = (asked: Wish['schedule'], every: 'day' | 'week'): Simple | null => {
  if (asked === undefined || typeof asked === 'string' || 'cron' in asked || asked.every === 'hour') return null
  const times = { at: asked.at.slice(0, 1), time_zone: asked.time_zone }
  if (every === 'day') return { every, ...times }
  return { every, weekdays: asked.every === 'week' ? asked.weekdays.slice(0, 1) : ['sunday'], ...times }
}
