import type { RunSchedule } from './schedule/schema.ts'

/** Each night at two (M3). The zone is the customer's to set; until then clocks that never change. */
export const defaultSchedule = (): RunSchedule => ({ every: 'day', at: ['02:00'], time_zone: 'UTC' })
