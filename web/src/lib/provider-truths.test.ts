import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import { providerTruths } from './provider-truths.ts'

const contabo = {
  name: 'contabo',
  label: 'Contabo',
  credential_fields: [],
  can_create_servers: false,
  snapshot: null,
  panel_url: 'https://example.com/{ref}',
  native: {
    can_disable: false,
    disable_destroys: false,
    enabling_is_a_purchase: true,
    schedules: [],
    hours: [],
    retention_days: 10,
    keeps_at_most: 10,
    can_list: false,
    can_restore_in_place: false,
    can_restore_to_new: false,
  },
} satisfies ProviderSummary
const truth = (provider: ProviderSummary, title: string) => providerTruths(provider).find((one) => one.title === title)

test('what Contabo cannot do is said, with what to do instead', () => {
  expect(truth(contabo, 'Switch off')).toMatchObject({ can: false, text: expect.stringContaining('bills until then') })
  expect(truth(contabo, 'List its backups')?.can).toBe(false)
  expect(truth(contabo, 'Restore them')?.text).toContain('panel of Contabo')
  expect(truth(contabo, 'Switch on')?.text).toContain('never bought twice')
  expect(truth(contabo, 'Choose when')?.text).toContain('10 days')
})

test('where switching off may destroy, the name is typed first', () => {
  const native = {
    ...contabo.native,
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day' as const, 'week' as const],
    hours: [0, 4],
    retention_days: { day: 7, week: 28 },
    keeps_at_most: 28,
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  }
  const provider = { ...contabo, label: 'DigitalOcean', native }
  expect(truth(provider, 'Switch off')?.text).toContain('typed first')
  expect(truth(provider, 'Choose when')?.text).toBe('Daily or weekly, beginning at 0:00 and 4:00 UTC.')
  expect(truth(provider, 'Restore them')?.text).toBe('Over the same server and to a new one.')
  expect(truth(provider, 'Switch on')?.text).toContain('28 days')
})

test('days that few backups reach are not promised for all', () => {
  const retention_days = { day: 14, week: 14 }
  const native = { ...contabo.native, enabling_is_a_purchase: false, can_list: true, retention_days, most_points: 3 }
  const provider = { ...contabo, label: 'Linode', native }
  expect(truth(provider, 'Switch on')?.text).toBe(
    'Linode keeps at most 3 at a time, none of them for more than 14 days.',
  )
  expect(truth(provider, 'List its backups')?.text).toContain('sizes where Linode tells them')
})

test('what a listing leaves out and what cannot be kept are said', () => {
  const native = {
    ...contabo.native,
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day' as const, 'week' as const],
    hours: Array.from({ length: 24 }, (_, hour) => hour),
    retention_days: { day: 2, week: 14 },
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: false,
    schedule_by_server: true,
    can_convert: false,
  }
  const provider = { ...contabo, label: 'Vultr', native }
  expect(truth(provider, 'Choose when')?.text).toMatch(/^Daily or weekly, at any full hour in UTC\. A listing of Vultr/)
  expect(truth(provider, 'Keep one for longer')).toMatchObject({ can: false })
  expect(truth(provider, 'Switch on')?.text).toContain('daily ones for 2 days')
  expect(truth(contabo, 'Keep one for longer')).toBeUndefined()
})
