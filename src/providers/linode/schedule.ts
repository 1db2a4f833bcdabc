import type { NativeSchedule } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { capabilities } from './capabilities.ts'
import type { Linode } from './schemas.ts'

const weekdays = {
  Sunday: 'sunday',
  Monday: 'monday',
  Tuesday: 'tuesday',
  Wednesday: 'wednesday',
  Thursday: 'thursday',
  Friday: 'friday',
  Saturday: 'saturday',
} as const

const hours = capabilities.native?.hours ?? []
/** Linode's word, or none, for what it has not chosen yet. */
const isOpen = (text: string | null): text is null => text === null || text === 'Scheduling'
const isWeekday = (text: string): text is keyof typeof weekdays => text in weekdays
const hourOf = (window: string): number | undefined => hours.find((hour) => `W${hour}` === window)

type Theirs = NonNullable<Linode['backups']>['schedule']

/** Our form of a schedule: always daily. Null for words that nobody knows. */
export const scheduleOf = (theirs: Theirs): NativeSchedule | null => {
  const { day, window } = theirs ?? { day: null, window: null }
  const weekday = isOpen(day) ? undefined : isWeekday(day) ? weekdays[day] : null
  const hour = isOpen(window) ? undefined : (hourOf(window) ?? null)
  if (weekday === null || hour === null) return null
  return { every: 'day', ...(weekday === undefined ? {} : { weekday }), ...(hour === undefined ? {} : { hour }) }
}

export type LinodeSchedule = { readonly day?: string; readonly window?: string }

/** Linode's form of a schedule; null where nothing in it is to be chosen. What is not named is left to Linode. */
export const linodeScheduleOf = ({ every, weekday, hour }: NativeSchedule): LinodeSchedule | null => {
  if (every !== 'day') throw refused('It takes one every day; a weekday only says which of them is kept longer.')
  if (hour !== undefined && !hours.includes(hour))
    throw refused(`Backups can start at these hours (UTC): ${hours.join(', ')}.`)
  const day = Object.entries(weekdays).find(([, ours]) => ours === weekday)?.[0]
  if (day === undefined && hour === undefined) return null
  return { ...(day === undefined ? {} : { day }), ...(hour === undefined ? {} : { window: `W${hour}` }) }
}

const refused = (why: string) =>
  new ProviderError(`Linode does not take this backup schedule. ${why}`, {
    kind: 'permanent',
    effect: 'none',
    retry_after_ms: null,
  })
