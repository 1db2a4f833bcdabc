import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import { keepsAtMost, nativeFit } from './native-fit.ts'

const provider = (retention_days: number | { day: number; week: number }): ProviderSummary => ({
  name: 'cloud',
  label: 'Cloud',
  credential_fields: [],
  can_create_servers: false,
  snapshot: null,
  panel_url: '',
  native: {
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day', 'week'],
    hours: [],
    retention_days,
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  },
})

test.each([
  [7, { every: 'day', days: 7 }],
  [14, { every: 'week', days: 28 }],
  [28, { every: 'week', days: 28 }],
  [30, null],
] as const)('%i days promised, where 7 are kept daily and 28 weekly', (promised, fit) =>
  expect(nativeFit(provider({ day: 7, week: 28 }), promised)).toEqual(fit),
)

test('where there is no choice, one number decides', () => {
  expect(nativeFit(provider(10), 7)).toEqual({ every: null, days: 10 })
  expect(nativeFit(provider(10), 14)).toBeNull()
  expect(keepsAtMost(provider(10))).toBe(10)
  expect(keepsAtMost(provider({ day: 7, week: 28 }))).toBe(28)
})

test('what is kept at most is not promised where the oldest may be younger', () => {
  const most = provider({ day: 14, week: 14 })
  const linode = { ...most, native: most.native && { ...most.native, sure_days: 7 } }
  expect(nativeFit(linode, 7)).toEqual({ every: 'day', days: 7 })
  expect(nativeFit(linode, 14)).toBeNull()
  expect(keepsAtMost(linode)).toBe(7)
})

test('a provider without backups of its own keeps none', () => {
  const without = { ...provider(10), native: null }
  expect([nativeFit(without, 1), keepsAtMost(without)]).toEqual([null, null])
})
