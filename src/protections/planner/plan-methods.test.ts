import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plannerClouds } from '../../../test/helpers/planner-clouds.ts'
import type { Capabilities } from '../../providers/provider.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { planMethods } from './plan-methods.ts'
import type { PlannerInput } from './schema.ts'

const gb = 1_000_000_000

type Changes = Partial<Omit<PlannerInput, 'server' | 'plan'>> & {
  server?: Partial<PlannerInput['server']>
  plan?: Partial<PlannerInput['plan']>
}

const inputOf = ({ server, plan, ...rest }: Changes = {}): PlannerInput => ({
  ...plannerClouds.digitalocean,
  server: {
    size: 's-2vcpu-4gb',
    plan_type: 'basic',
    price: { amount_minor: 2_400, currency: 'USD' },
    disk_bytes: 80 * gb,
    newest_image_bytes: 32 * gb,
    newest_files_bytes: null,
    file_storage: null,
    has_agent: true,
    native_on: false,
    billed_to: 'operators',
    ...server,
  },
  plan: {
    name: 'Standard',
    retention_days: 30,
    methods: ['native', 'snapshot', 'files'],
    plan_types: ['basic'],
    ...plan,
  },
  plan_price: { amount_minor: 1_299, currency: 'EUR' },
  covered: true,
  wish: {},
  ...rest,
})

const offer = (changes: Changes, method: string, every?: string) => {
  const found = planMethods(inputOf(changes)).find(
    (one) => one.method === method && (every === undefined || one.schedule?.every === every),
  )
  if (found === undefined) throw new Error(`no offer of ${method}`)
  return found
}
const why = (changes: Changes, method: string, every?: string) => offer(changes, method, every).why_not
const warnings = (changes: Changes, method: string) => offer(changes, method).warnings.map(({ code }) => code)

describe('a wish with a time and a zone', () => {
  const now = '2026-11-21T12:00:00.000Z'
  const nightly: RunSchedule = { every: 'day', at: ['02:00'], time_zone: 'Europe/Berlin' }
  test('the provider is told the window that holds it, by the clocks of that zone', () => {
    expect(offer({ wish: { schedule: nightly }, now }, 'native', 'day').schedule).toMatchObject({
      words: 'daily, some time from 01:00 to 05:00 (Europe/Berlin)',
      native: { every: 'day', hour: 0 },
    })
    const evening: RunSchedule = { ...nightly, at: ['21:30'] }
    expect(offer({ wish: { schedule: evening }, now }, 'native', 'week').schedule).toMatchObject({
      words: 'weekly on Sunday, some time from 21:00 to 01:00 (Europe/Berlin)',
      native: { every: 'week', weekday: 'sunday', hour: 20 },
    })
  })
  test('snapshots and files take it as it is; hourly ones no provider takes itself', () => {
    for (const method of ['snapshot', 'files'])
      expect(offer({ wish: { schedule: nightly }, now }, method).schedule).toMatchObject({ every: 'day', run: nightly })
    // One a week is at that time, too.
    expect(offer({ wish: { schedule: nightly }, now }, 'snapshot', 'week').schedule?.run).toEqual({
      ...nightly,
      every: 'week',
      weekdays: ['sunday'],
    })
    const hourly = { every: 'hour', minute: 0, every_hours: 6, time_zone: 'UTC' } as const
    const wish = { schedule: hourly, retention_days: 7 }
    expect(why({ wish, now }, 'native', 'day').map(({ code }) => code)).toContain('too_rare')
    expect(offer({ wish, now }, 'files').keeps).toMatchObject({ count: 28, days: 7 })
  })
  test('what keeps less than the plan promises may be added beside what keeps it; what cannot be had may not', () => {
    const wish = { schedule: nightly }
    expect(offer({ wish, now }, 'native', 'day')).toMatchObject({ fits: false, available: false, addable: true })
    expect(offer({ wish, now }, 'snapshot', 'week')).toMatchObject({ fits: false, available: true, addable: true })
    const only = { plan: { methods: ['files' as const] } }
    expect(offer({ ...only, wish, now }, 'native', 'day')).toMatchObject({ available: false, addable: false })
    // One slot reaches back no day for sure, which says itself beforehand.
    const contabo = { ...plannerClouds.contabo, server: { size: 'Cloud VPS 10 SSD' } }
    expect(offer({ ...contabo, wish, now }, 'snapshot')).toMatchObject({
      ...{ available: false, addable: true, keeps: { days: 0, count: 1, words: '1 snapshot, until the next one' } },
      warnings: [
        { code: 'deletes_before_making' },
        { code: 'deleted_by_provider' },
        { code: 'same_disk' },
        { code: 'rollback_deletes_newer' },
      ],
    })
  })
})

describe('why a method does not fit', () => {
  test('too short, with both numbers, and what would do', () => {
    expect(why({}, 'native')).toEqual([
      {
        code: 'keeps_too_short',
        message: 'DigitalOcean keeps its own backups for 7 days; Standard promises 30.',
        alternative: 'Snapshots, daily, would do.',
      },
    ])
    expect(
      why({ plan: { methods: ['native', 'files'] }, server: { has_agent: false } }, 'native')[0]?.alternative,
    ).toBe('File backups, daily, would do once the agent is installed.')
    expect(why({ plan: { methods: ['native'] } }, 'native', 'week')[0]?.alternative).toBe(
      'Choose a plan that keeps 28 days or less, or one with file backups.',
    )
  })

  test('too rare', () => {
    const plan = { retention_days: 28 }
    expect(why({ plan, wish: { schedule: 'day' } }, 'native', 'week')).toMatchObject([
      { code: 'too_rare', message: 'It takes one a week; you asked for one a day.' },
    ])
  })

  test('too few slots, and none', () => {
    const contabo = { ...plannerClouds.contabo, plan: { methods: ['snapshot' as const], retention_days: 14 } }
    expect(why({ ...contabo, server: { size: 'Cloud VPS 30' }, wish: { schedule: 'day' } }, 'snapshot')).toEqual([
      {
        code: 'too_few_slots',
        message: '15 snapshots are needed so that one of them is always 14 days old, and Contabo has room for 3.',
        alternative: 'Choose a plan that keeps 2 days or less, or one with file backups.',
      },
    ])
    const none = offer({ ...contabo, server: { size: 'VDS S' } }, 'snapshot')
    expect(none).toMatchObject({ fits: false, available: false, keeps: null, why_not: [{ code: 'no_slots' }] })
  })

  test('the plan does not sell it', () => {
    expect(offer({ plan: { methods: ['native'] } }, 'files')).toMatchObject({
      fits: false,
      available: false,
      why_not: [{ code: 'not_in_plan', message: "Standard is for the provider's own backups only." }],
    })
    expect(why({ server: { plan_type: 'pro' } }, 'files')).toEqual([
      {
        code: 'plan_type_not_covered',
        message: 'Standard covers servers of the type basic; this one is pro.',
        alternative: 'Choose a plan for servers of the type pro.',
      },
    ])
    expect(why({ wish: { retention_days: 60 } }, 'files')).toMatchObject([
      { code: 'beyond_plan', message: 'Standard keeps 30 days; you asked for 60.' },
    ])
  })

  test('what keeps less than the plan promises cannot be switched on, also for somebody who asks for less', () => {
    expect(offer({}, 'native')).toMatchObject({ fits: false, available: false })
    expect(offer({ wish: { retention_days: 7 } }, 'native')).toMatchObject({
      ...{ fits: false, available: false },
      why_not: [
        { code: 'keeps_too_short', message: 'DigitalOcean keeps its own backups for 7 days; Standard promises 30.' },
      ],
    })
  })

  test('what keeps it, and not as often as asked, can', () => {
    const plan = { methods: ['snapshot' as const], retention_days: 14 }
    const contabo = {
      ...plannerClouds.contabo,
      plan,
      server: { size: 'Cloud VPS 30' },
      wish: { schedule: 'day' as const },
    }
    expect(offer(contabo, 'snapshot', 'week')).toMatchObject({ fits: false, available: true })
    // Each row by its own schedule: that one a week would do is no reason to switch on one a day.
    expect(offer(contabo, 'snapshot', 'day')).toMatchObject({ available: false, addable: true, keeps: { days: 2 } })
    expect(offer({ ...contabo, plan: { ...plan, retention_days: 30 } }, 'snapshot')).toMatchObject({
      fits: false,
      available: false,
    })
  })
})

describe('what to know beforehand', () => {
  test('of auto-backups that the panel alone lists', () => {
    const contabo = { ...plannerClouds.contabo, server: { size: 'Cloud VPS 10' } }
    expect(warnings(contabo, 'native')).toEqual(['purchase', 'disable_in_panel', 'list_in_panel', 'restore_in_panel'])
    expect(warnings(contabo, 'snapshot')).toEqual([
      'deletes_before_making',
      'deleted_by_provider',
      'same_disk',
      'rollback_deletes_newer',
    ])
    expect(warnings({ ...contabo, server: { size: 'Something new' } }, 'native')).toContain('size_unknown')
  })
  test('of others', () => {
    expect(warnings({}, 'native')).toEqual(['disable_destroys'])
    expect(warnings({}, 'snapshot')).toEqual([])
    expect(warnings(plannerClouds.linode, 'native')).toEqual(['disable_destroys', 'gaps'])
    expect(warnings(plannerClouds.linode, 'snapshot')).toEqual(['deletes_before_making', 'needs_native'])
    expect(warnings({ server: { has_agent: false } }, 'files')).toEqual(['agent_missing'])
    const schedule = { every: 'day' as const, at: ['02:00'], time_zone: 'Europe/Berlin' }
    expect(warnings({ wish: { schedule } }, 'native')).toContain('time_is_the_providers')
  })
})

describe('money', () => {
  test('snapshots by the newest image, else by the disk, else nobody knows', () => {
    expect(offer({}, 'snapshot').provider_cost).toEqual({
      money: { amount_minor: 5_760, currency: 'USD' },
      converted: null,
      estimate: true,
      basis: '30 snapshots of 32 GB at $0.06 per GB, by the newest image',
      billed_to: 'operators',
      as_of: '2026-11-01',
    })
    expect(offer({ server: { newest_image_bytes: null } }, 'snapshot').provider_cost).toMatchObject({
      money: { amount_minor: 14_400 },
      basis: '30 snapshots of at most 80 GB at $0.06 per GB, by the size of the disk',
    })
    const blind = { server: { newest_image_bytes: null, disk_bytes: null } }
    expect(offer(blind, 'snapshot').provider_cost).toMatchObject({
      money: null,
      basis: 'The size of an image of this server is not known before the first one is made.',
    })
  })

  test('own backups by share, by size, or unknown', () => {
    expect(offer({}, 'native', 'day').provider_cost).toMatchObject({
      money: { amount_minor: 720, currency: 'USD' },
      estimate: false,
      basis: '30 % of $24.00',
    })
    expect(offer({ ...plannerClouds.contabo, server: { size: 'Cloud VPS 20 SSD' } }, 'native')).toMatchObject({
      provider_cost: { money: { amount_minor: 200, currency: 'EUR' }, basis: 'Price for VPS 20' },
      margin: { amount_minor: 1_099, currency: 'EUR' },
      margin_unknown: null,
    })
    expect(offer({ prices: null }, 'native')).toMatchObject({
      provider_cost: { money: null, as_of: null },
      margin: null,
      margin_unknown: 'The cost is not known.',
    })
  })

  test('a snapshot that needs the provider’s own backups costs them too, until they are on', () => {
    const linode = { ...plannerClouds.linode, server: { size: 'g6-nanode-1' } }
    expect(offer(linode, 'snapshot').provider_cost).toMatchObject({ money: { amount_minor: 200, currency: 'USD' } })
    const on = { ...linode, server: { size: 'g6-nanode-1', native_on: true } }
    expect(offer(on, 'snapshot').provider_cost).toMatchObject({ money: { amount_minor: 0 } })
  })

  test('files by what lies there now; without a repository by the newest backup', () => {
    const price = { gb_month: { micros: 14_300, currency: 'EUR' }, as_of: '2026-11-10' }
    const file_storage = { location: 'Frankfurt', price, bytes: 19_440_000_000 }
    const server = { newest_files_bytes: 27 * gb, file_storage }
    expect(offer({ server }, 'files')).toMatchObject({
      provider_cost: {
        money: { amount_minor: 28, currency: 'EUR' },
        estimate: true,
        basis: '19.4 GB in Frankfurt at €0.0143 per GB, by what lies there now',
        billed_to: 'operators',
        as_of: '2026-11-10',
      },
      margin: { amount_minor: 1_271, currency: 'EUR' },
    })
    const files = (more: Partial<PlannerInput['server']>) => offer({ server: { ...server, ...more } }, 'files')
    expect(files({ file_storage: { ...file_storage, bytes: null } }).provider_cost).toMatchObject({
      money: { amount_minor: 39 },
      basis: '27 GB in Frankfurt at €0.0143 per GB, by the newest backup of the files',
    })
    expect(files({ file_storage: { ...file_storage, bytes: 512_000 } }).provider_cost?.basis).toMatch(
      /^less than 0\.1 GB/,
    )
    expect(files({ newest_files_bytes: null }).provider_cost?.basis).toMatch(/^19\.4 GB in Frankfurt/)
    const empty = { newest_files_bytes: null, file_storage: { ...file_storage, bytes: null } }
    expect(files(empty).provider_cost).toMatchObject({
      ...{ money: null, as_of: '2026-11-10' },
      basis: 'How much the files are is not known before the first backup.',
    })
  })

  test('files lie at the operators’ cost, whoever pays the provider', () => {
    const price = { gb_month: { micros: 20_000, currency: 'EUR' }, as_of: '2026-11-10' }
    const file_storage = { location: 'Frankfurt', price, bytes: 50 * gb }
    const server = { billed_to: 'organization' as const, newest_files_bytes: 27 * gb, file_storage }
    expect(offer({ server }, 'native').margin).toEqual({ amount_minor: 1_299, currency: 'EUR' })
    expect(offer({ server }, 'files')).toMatchObject({
      provider_cost: { billed_to: 'operators' },
      margin: { amount_minor: 1_199, currency: 'EUR' },
    })
  })

  test('files without a price say where one is entered; a price of 0 needs no size', () => {
    const file_storage = { location: 'This machine', price: null, bytes: null }
    expect(offer({ server: { file_storage } }, 'files')).toMatchObject({
      provider_cost: {
        ...{ money: null, as_of: null },
        basis: 'What a GB costs in This machine is not entered. An operator enters it under Storage.',
      },
      margin: null,
      margin_unknown: 'The cost is not known.',
    })
    const free = { gb_month: { micros: 0, currency: 'USD' }, as_of: '2026-11-10' }
    expect(offer({ server: { file_storage: { ...file_storage, price: free } } }, 'files')).toMatchObject({
      provider_cost: { money: { amount_minor: 0 }, estimate: false, basis: 'This machine costs nothing' },
      margin: { amount_minor: 1_299, currency: 'EUR' },
      cheapest: 'of_all',
    })
  })

  test('no margin over two currencies; the whole price where the customer pays the provider', () => {
    expect(offer({}, 'native')).toMatchObject({
      margin: null,
      margin_unknown:
        'The plan is priced in EUR, the cost is in USD, and no rate between them is known. An operator enters one under Provider accounts.',
    })
    expect(offer({ server: { billed_to: 'organization' } }, 'native')).toMatchObject({
      margin: { amount_minor: 1_299, currency: 'EUR' },
    })
  })

  test('the customer pays nothing more for a place there is, else the plan', () => {
    expect(offer({}, 'files').customer_pays).toEqual({ amount_minor: 0, currency: 'EUR' })
    expect(offer({ covered: false }, 'files').customer_pays).toEqual({ amount_minor: 1_299, currency: 'EUR' })
  })
})

const days = fc.integer({ min: 1, max: 90 })
const capabilities: fc.Arbitrary<Capabilities> = fc
  .record({
    retention_days: fc.oneof(days, fc.record({ day: days, week: days })),
    schedules: fc.constantFrom(['day'], ['week'], ['day', 'week'], []) as fc.Arbitrary<('day' | 'week')[]>,
    slots: fc.option(fc.integer({ min: 0, max: 6 })),
    life_days: fc.option(days),
  })
  .map(({ retention_days, schedules, slots, life_days }) => {
    const { native, snapshot, ...rest } = plannerClouds.vultr.capabilities
    if (native === null || snapshot === null) throw new Error('this provider has both')
    return { ...rest, native: { ...native, retention_days, schedules }, snapshot: { ...snapshot, slots, life_days } }
  })
const schedule = fc.constantFrom(
  undefined,
  'day' as const,
  'week' as const,
  { every: 'day' as const, at: ['02:00', '14:00'], time_zone: 'UTC' },
  { every: 'month' as const, days: [1], at: ['02:00'], time_zone: 'UTC' },
)

test('nothing fits that keeps for less time, or in fewer places, than is asked for', () => {
  fc.assert(
    fc.property(capabilities, days, schedule, (capabilities, retention_days, wished) => {
      const wish = wished === undefined ? {} : { schedule: wished }
      for (const one of planMethods(inputOf({ capabilities, plan: { retention_days }, wish }))) {
        expect(one.fits).toBe(one.why_not.length === 0)
        if (one.fits) expect(one.keeps?.days).toBeGreaterThanOrEqual(retention_days)
        const { slots } = capabilities.snapshot ?? {}
        if (one.method === 'snapshot' && typeof slots === 'number' && one.keeps !== null)
          expect(one.keeps.count).toBeLessThanOrEqual(slots)
        for (const reason of one.why_not) expect(reason.alternative).not.toBe('')
      }
    }),
  )
})

test('before the first image snapshots cost at most what the disk is large', () => {
  const plan = { retention_days: 7 }
  const server = { disk_bytes: 80_000_000_000, newest_image_bytes: null }
  expect(offer({ plan, server, wish: { schedule: 'day' } }, 'snapshot').provider_cost).toMatchObject({
    money: { amount_minor: 3_360, currency: 'USD' },
    estimate: true,
    basis: '7 snapshots of at most 80 GB at $0.06 per GB, by the size of the disk',
  })
})
