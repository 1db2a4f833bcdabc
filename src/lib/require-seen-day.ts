import { type Clock, dayMs, isoPlusMs } from './clock.ts'
import { invalidField } from './errors.ts'

/** Refuses a day to come for what was seen on it; `seen` says what that is, as in "this price was". In some time zones tomorrow has begun. */
export const requireSeenDay = (
  clock: Clock,
  { field, day, seen }: { field: string; day: string; seen: string },
): void => {
  if (day > isoPlusMs(clock.now(), dayMs).slice(0, 10))
    throw invalidField(field, `Expected the day on which ${seen} seen, not one to come.`)
}
