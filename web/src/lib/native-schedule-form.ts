import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import type { Weekday } from './schedule-form.ts'

export type NativeForm = { every: 'day' | 'week'; weekday: Weekday; hour: number }

/** The times that a provider's own backups have, else the first that it offers. */
export function nativeForm(
  { native }: Pick<Server, 'native'>,
  provider: Pick<ProviderSummary, 'native'> | undefined,
): NativeForm {
  const { schedule } = native
  return {
    every: schedule?.every ?? provider?.native?.schedules[0] ?? 'day',
    weekday: schedule?.weekday ?? 'sunday',
    hour: schedule?.hour ?? provider?.native?.hours[0] ?? 0,
  }
}

/** Hours of a provider's windows are those of UTC. */
export function readNativeForm({ every, weekday, hour }: NativeForm): RunSchedule {
  const at = [`${String(hour).padStart(2, '0')}:00`]
  return every === 'day' ? { every, at, time_zone: 'UTC' } : { every, weekdays: [weekday], at, time_zone: 'UTC' }
}
