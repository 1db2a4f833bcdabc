import { expect, test } from 'vitest'
import { plannerClouds } from '../../test/helpers/planner-clouds.ts'
import type { NativeCapability } from '../providers/provider.ts'
import { fitNative } from './fit-native.ts'

const chosen: NativeCapability = {
  can_disable: true,
  disable_destroys: true,
  enabling_is_a_purchase: false,
  schedules: ['day', 'week'],
  hours: [0, 4],
  retention_days: { day: 7, week: 28 },
  can_list: true,
  can_restore_in_place: true,
  can_restore_to_new: true,
}
const fixed: NativeCapability = { ...chosen, schedules: [], hours: [], retention_days: 10 }

test.each([
  [chosen, 7, { schedule: { every: 'day', hour: 0 }, retention_days: 7 }],
  [chosen, 14, { schedule: { every: 'week', weekday: 'sunday', hour: 0 }, retention_days: 28 }],
  [chosen, 30, null],
  [fixed, 7, { schedule: null, retention_days: 10 }],
  [fixed, 14, null],
])('what is promised is kept, or not sold', (native, promised, fit) => {
  const capabilities = { ...plannerClouds.vultr.capabilities, native }
  expect(fitNative({ size: null, plan_type: 'basic' }, capabilities, promised)).toEqual(fit)
})

test('a schedule that is asked for is taken where it keeps what is promised, and no other one in its place', () => {
  const capabilities = { ...plannerClouds.vultr.capabilities, native: chosen }
  const fitted = (promised: number, every: 'day' | 'week') =>
    fitNative({ size: null, plan_type: 'basic' }, capabilities, promised, { every, hour: 4 })
  expect(fitted(7, 'week')).toEqual({ schedule: { every: 'week', hour: 4 }, retention_days: 28 })
  expect(fitted(14, 'day')).toBeNull()
})
