import type { NativeCapability, NativeSchedule } from '../../providers/provider.ts'
import type { OfferSchedule } from './schema.ts'

/** What the provider is told of when to take its backups: at night where the hour can be chosen, nothing where nothing can. */
export const nativeScheduleFor = (
  { schedules, hours }: NativeCapability,
  every: 'day' | 'week',
  label: string,
): OfferSchedule => {
  const word = every === 'day' ? 'daily' : 'weekly'
  const theirs = `at a time that ${label} chooses`
  if (schedules.length === 0) return { every, words: `${word}, ${theirs}`, native: null, run: null }
  const hour = hours.includes(0) ? 0 : hours[0]
  const native: NativeSchedule = {
    every,
    ...(every === 'week' ? { weekday: 'sunday' as const } : {}),
    ...(hour === undefined ? {} : { hour }),
  }
  const when = hour === undefined ? theirs : `in the hours after ${String(hour).padStart(2, '0')}:00 UTC`
  return { every, words: `${word}${every === 'week' ? ' on Sunday' : ''}, ${when}`, native, run: null }
}
