import type { ProviderSummary } from '../api/provider-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { capital } from './capital.ts'
import { listWords } from './list-words.ts'

export type Truth = { can: boolean; title: string; text: string }

/** What a provider's own backups can and cannot do, in words, and what Backstay does about it. */
export function providerTruths({ label, native, can_create_servers }: ProviderSummary): Truth[] {
  if (native === null)
    return [{ can: false, title: 'No backups of its own', text: `Backstay cannot switch on backups at ${label}.` }]
  const keeps = keepsWords(label, native)
  const restores = [
    ...(native.can_restore_in_place ? ['over the same server'] : []),
    ...(native.can_restore_to_new ? ['to a new one'] : []),
  ]
  return [
    {
      can: true,
      title: 'Switch on',
      text: native.enabling_is_a_purchase
        ? `That buys an add-on at ${label}. Backstay asks once and reads back what happened, so it is never bought twice.`
        : `${keeps}`,
    },
    native.can_disable
      ? {
          can: true,
          title: 'Switch off',
          text: native.disable_destroys
            ? 'That may delete the backups taken so far, so Backstay lists them and wants the name of the server typed first.'
            : 'Backups taken so far stay.',
        }
      : {
          can: false,
          title: 'Switch off',
          text: `${label} has no way for it. Cancel the add-on in its panel; it bills until then. Backstay raises a task for an operator.`,
        },
    whenTruth(label, native, keeps),
    {
      can: native.can_list,
      title: 'List its backups',
      text: native.can_list
        ? `With their times, seen at each sync, and their sizes where ${label} tells them.`
        : `${label} lists neither their times nor their sizes, so the history of a server shows a dot: on, not listed.`,
    },
    {
      can: restores.length > 0,
      title: 'Restore them',
      text: restores.length > 0 ? `${capital(listWords(restores))}.` : `Only by hand in the panel of ${label}.`,
    },
    ...(native.can_convert === false
      ? [
          {
            can: false,
            title: 'Keep one for longer',
            text: `${label} turns none of them into a snapshot through its API. Take a snapshot instead.`,
          },
        ]
      : []),
    {
      can: can_create_servers,
      title: 'Deploy servers',
      text: can_create_servers ? 'Through the API; a new server starts with backups off.' : 'Not through Backstay.',
    },
  ]
}

function keepsWords(label: string, native: NonNullable<ProviderSummary['native']>): string {
  const { retention_days: days, most_points } = native
  if (most_points !== undefined) {
    const longest = typeof days === 'number' ? days : Math.max(days.day, days.week)
    return `${label} keeps at most ${most_points} at a time, none of them for more than ${formatPlural(longest, 'day')}.`
  }
  return typeof days === 'number'
    ? `${label} keeps each for ${formatPlural(days, 'day')}; nobody can change that.`
    : `${label} keeps daily ones for ${formatPlural(days.day, 'day')}, weekly ones for ${formatPlural(days.week, 'day')}.`
}

function whenTruth(label: string, native: NonNullable<ProviderSummary['native']>, keeps: string): Truth {
  const title = 'Choose when'
  if (native.schedules.length === 0) {
    const text = `${label} picks the time itself. ${native.enabling_is_a_purchase ? keeps : ''}`.trim()
    return { can: false, title, text }
  }
  const words = scheduleWords(native.schedules, native.hours)
  if (native.schedule_by_server !== true) return { can: true, title, text: words }
  const left = `A listing of ${label} shows only that backups are on, so the time is the one that was last read from the server itself.`
  return { can: true, title, text: `${words} ${left}` }
}

function scheduleWords(schedules: readonly ('day' | 'week')[], hours: readonly number[]): string {
  const every = schedules.map((schedule) => (schedule === 'day' ? 'daily' : 'weekly')).join(' or ')
  if (hours.length === 0) return `${capital(every)}; the hour is not ours to choose.`
  if (hours.length === 24) return `${capital(every)}, at any full hour in UTC.`
  return `${capital(every)}, beginning at ${listWords(
    hours.map((hour) => `${hour}:00`),
    24,
  )} UTC.`
}
