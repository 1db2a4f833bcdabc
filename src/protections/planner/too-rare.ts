import { pauseDays } from './pause-days.ts'
import type { Lack, Wish } from './schema.ts'

/** What a daily or weekly backup lacks of how often one was asked for; null when nothing. */
export const tooRare = (every: 'day' | 'week', { schedule }: Wish): Lack | null => {
  if (schedule === undefined || pauseDays(every) <= pauseDays(schedule)) return null
  const pause = pauseDays(schedule)
  const asked = pause === 1 ? 'one a day' : pause === 7 ? 'one a week' : 'more, at set times'
  return { code: 'too_rare', message: `It takes one a ${every}; you asked for ${asked}.` }
}
