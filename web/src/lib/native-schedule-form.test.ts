import { expect, test } from 'vitest'
import { nativeForm, readNativeForm } from './native-schedule-form.ts'

const native = (schedule: { every: 'day' | 'week'; weekday?: 'friday'; hour?: number } | null) => ({
  native: { state: 'on' as const, schedule, managed_in_panel: false, next_at: null },
})

test('the times that they have come back as they are', () => {
  const form = nativeForm(native({ every: 'week', weekday: 'friday', hour: 8 }), undefined)
  expect(readNativeForm(form)).toEqual({ every: 'week', weekdays: ['friday'], at: ['08:00'], time_zone: 'UTC' })
})

test('where the provider tells none, the first it offers is a start', () => {
  expect(readNativeForm(nativeForm(native(null), undefined))).toEqual({ every: 'day', at: ['00:00'], time_zone: 'UTC' })
})
