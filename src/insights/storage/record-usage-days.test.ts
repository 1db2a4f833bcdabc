import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newPrices, newProviderAccount, newServer } from '../../../test/helpers/servers.ts'
import { newStoredFiles } from '../../../test/helpers/stored-files.ts'
import { dayMs, hourMs, isoPlusMs } from '../../lib/clock.ts'
import { monthOf } from './month-of.ts'
import { subtractUsageAcrossOrganizations } from './record-queries.ts'
import { recordUsageDays } from './record-usage-days.ts'

let t: TestContext
let account: string
beforeEach(async () => {
  t = await createTestContext()
  account = await newProviderAccount(t.ctx)
  await newPrices(t.ctx, { micros: 60_000, currency: 'USD' })
})
afterEach(() => t.end())

const gb = 1_000_000_000
/** Noon. */
const start = '2026-01-15T12:00:00.000Z'

type Point = { method: 'native' | 'snapshot'; from: number; until: number | null; gb: number | null }

const addServer = (extra: Parameters<typeof newServer>[2] = {}) =>
  newServer(t.ctx, { organization_id: t.house_id, provider_account_id: account }, extra)
const addPoint = async (server_id: string, { method, from, until, gb: size }: Point) => {
  const created_at = isoPlusMs(start, from)
  const id = t.ctx.ids.make('rcp')
  await t.ctx.db
    .insertInto('recovery_points')
    .values({
      id,
      server_id,
      method,
      ref: id,
      source: 'image',
      taken_at: created_at,
      state: until === null ? 'available' : 'gone',
      outcome: 'succeeded',
      size_bytes: size === null ? null : size * gb,
      forgotten_at: until === null ? null : isoPlusMs(start, until),
      facts: '{}',
      sample: '[]',
      created_at,
      updated_at: created_at,
    })
    .execute()
  return id
}
const days = () =>
  t.ctx.db.selectFrom('usage_days').selectAll().orderBy('day').orderBy('server_id').orderBy('method').execute()
const totals = async () => ({
  organizations: await t.ctx.db
    .selectFrom('usage_totals')
    .selectAll()
    .orderBy('day')
    .orderBy('method')
    .orderBy('currency')
    .execute(),
  providers: await t.ctx.db
    .selectFrom('provider_usage_totals')
    .selectAll()
    .orderBy('day')
    .orderBy('method')
    .orderBy('currency')
    .execute(),
})
const all = async () => ({ days: await days(), ...(await totals()) })
const forgetAll = () => sql`truncate usage_days, usage_totals, provider_usage_totals, usage_progress`.execute(t.ctx.db)

test('how many servers have backups on is written of the day that is just over, and of none before', async () => {
  await addServer({ backups_enabled: true })
  await addServer()
  t.clock.advanceMs(3 * dayMs)
  await recordUsageDays(t.ctx)
  const written = await t.ctx.db.selectFrom('protected_days').selectAll().execute()
  expect(written).toEqual([{ organization_id: t.house_id, day: '2026-01-17', servers: 1 }])
})

test('a snapshot counts on each day at whose end it is there; the parts of the days add up to the month', async () => {
  const server = await addServer()
  await addPoint(server, { method: 'snapshot', from: 0, until: null, gb: 100 })
  await addPoint(server, { method: 'snapshot', from: hourMs, until: 3 * dayMs, gb: 50 })
  t.clock.advanceMs(60 * dayMs)
  expect(await recordUsageDays(t.ctx)).toEqual({ days: 60 })
  const rows = await days()
  expect(rows[0]).toMatchObject({
    day: '2026-01-15',
    method: 'snapshot',
    points: 2,
    bytes: 150 * gb,
    monthly_minor: 900,
    currency: 'USD',
    price_as_of: '2026-01-01',
  })
  expect(rows[3]).toMatchObject({ day: '2026-01-18', points: 1, bytes: 100 * gb, monthly_minor: 600 })
  const february = rows.filter(({ day }) => day.startsWith('2026-02'))
  expect(february).toHaveLength(28)
  expect(february.reduce((sum, { cost_minor }) => sum + (cost_minor ?? 0), 0)).toBe(600)
})

test('native backups cost where they are on, also before the first; what is not known is not zero', async () => {
  const on = {
    native_state: 'on' as const,
    price_minor: 2_400,
    currency: 'USD',
    native_schedule: JSON.stringify({ every: 'week' }),
  }
  await addServer(on)
  await addServer({ native_state: 'on' })
  const unsized = await addServer()
  await addPoint(unsized, { method: 'snapshot', from: 0, until: null, gb: null })
  t.clock.advanceMs(dayMs)
  await recordUsageDays(t.ctx)
  const rows = await days()
  expect(rows).toMatchObject([
    { method: 'native', points: 0, bytes: 0, monthly_minor: 480, currency: 'USD' },
    { method: 'native', points: 0, monthly_minor: null, cost_minor: null, currency: null },
    { method: 'snapshot', points: 1, unsized: 1, monthly_minor: null, cost_minor: null },
  ])
  expect((await totals()).providers).toMatchObject([
    { method: 'native', currency: '', unpriced: 1, monthly_minor: 0 },
    { method: 'native', currency: 'USD', unpriced: 0, monthly_minor: 480 },
    { method: 'snapshot', currency: '', unpriced: 1, points: 1 },
  ])
})

test('images that are left where native backups were switched off cost nothing; where nobody knows, that is said', async () => {
  const paid = { price_minor: 2_400, currency: 'USD' }
  await addPoint(await addServer({ ...paid, native_state: 'off' }), { method: 'native', from: 0, until: null, gb: 10 })
  await addPoint(await addServer({ ...paid, native_state: 'unknown' }), {
    method: 'native',
    from: 0,
    until: null,
    gb: 10,
  })
  t.clock.advanceMs(dayMs)
  await recordUsageDays(t.ctx)
  const rows = (await days()).toSorted((a, b) => Number(a.monthly_minor === null) - Number(b.monthly_minor === null))
  expect(rows).toMatchObject([
    { method: 'native', points: 1, monthly_minor: 0, cost_minor: 0, currency: 'USD' },
    { method: 'native', points: 1, monthly_minor: null, cost_minor: null, currency: null },
  ])
})

test('other currencies stand in rows of their own; what the provider bills to the customer is no cost of operators', async () => {
  const customers = await newProviderAccount(t.ctx, t.house_id)
  const native = (currency: string) => ({ native_state: 'on' as const, price_minor: 1_000, currency })
  await addServer(native('USD'))
  await addServer(native('EUR'))
  await newServer(t.ctx, { organization_id: t.house_id, provider_account_id: customers }, native('EUR'))
  t.clock.advanceMs(dayMs)
  await recordUsageDays(t.ctx)
  expect((await totals()).organizations).toMatchObject([
    { currency: '', monthly_minor: 0, unpriced: 0 },
    { currency: 'EUR', monthly_minor: 300 },
    { currency: 'USD', monthly_minor: 300 },
  ])
  expect((await days()).filter(({ own_account }) => own_account)).toMatchObject([{ monthly_minor: 300 }])
})

test('files cost what their storage costs, also of servers in an account of the customer’s own; without a price that is not known', async () => {
  const customers = await newProviderAccount(t.ctx, t.house_id)
  const own = await newServer(
    t.ctx,
    { organization_id: t.house_id, provider_account_id: customers },
    { native_state: 'on', price_minor: 1_000, currency: 'USD' },
  )
  const days_of = [
    { day: '2026-01-14', bytes: 100 * gb },
    { day: '2026-01-16', bytes: 200 * gb },
  ]
  const stored = (server_id: string, micros: number | null, currency = 'EUR') =>
    newStoredFiles(t.ctx, {
      ...{ server_id, bytes: 200 * gb, days: days_of },
      price: micros === null ? null : { micros, currency },
    })
  await stored(own, 20_000)
  await stored(await addServer(), null)
  await stored(await addServer(), 0)
  await stored(await addServer(), 3_000_000, 'JPY')
  // Records begin with the first recovery point.
  await addPoint(own, { method: 'native', from: 0, until: null, gb: 1 })
  t.clock.advanceMs(2 * dayMs)
  await recordUsageDays(t.ctx)
  const files = (await days()).filter(({ method }) => method === 'files')
  const row = (monthly_minor: number | null, currency: string | null) => ({
    ...{ own_account: false, points: 1, unsized: 0, monthly_minor, currency },
    price_as_of: currency === null ? null : '2026-01-05',
  })
  expect(files.filter(({ day }) => day === '2026-01-15')).toMatchObject([
    { server_id: own, bytes: 100 * gb, ...row(200, 'EUR') },
    row(null, null),
    row(0, 'EUR'),
    row(300, 'JPY'),
  ])
  expect(files.filter(({ day }) => day === '2026-01-16').map(({ monthly_minor }) => monthly_minor)).toEqual([
    ...[400, null, 0, 600],
  ])
  // What is not known of files is told where they are shown, and makes no margin unknown.
  const sums = await totals()
  expect(sums.organizations.filter(({ day, method }) => day === '2026-01-16' && method === 'files')).toMatchObject([
    { currency: '', monthly_minor: 0, unpriced: 0, bytes: 200 * gb },
    { currency: 'EUR', monthly_minor: 400, unpriced: 0, bytes: 400 * gb },
    { currency: 'JPY', monthly_minor: 600, unpriced: 0 },
  ])
  expect(sums.providers.filter(({ method }) => method === 'native').map(({ currency }) => currency)).toEqual(['', ''])
  await subtractUsageAcrossOrganizations(t.ctx.db, { server_ids: [own], organization_ids: [] })
  expect(
    (await totals()).providers.filter(({ day, currency }) => day === '2026-01-16' && currency === 'EUR'),
  ).toMatchObject([{ method: 'files', monthly_minor: 0, cost_minor: 0, bytes: 200 * gb }])
})

test('a price that changes later changes no day that is written', async () => {
  await addPoint(await addServer(), { method: 'snapshot', from: 0, until: null, gb: 100 })
  t.clock.advanceMs(dayMs)
  await recordUsageDays(t.ctx)
  const before = await all()
  await sql`update provider_prices set as_of = '2026-01-16', prices = jsonb_set(prices, '{snapshot_gb_month,micros}', '90000')`.execute(
    t.ctx.db,
  )
  await recordUsageDays(t.ctx)
  expect(await all()).toEqual(before)
  t.clock.advanceMs(dayMs)
  await recordUsageDays(t.ctx)
  expect((await days()).map(({ monthly_minor, price_as_of }) => [monthly_minor, price_as_of])).toEqual([
    [600, '2026-01-01'],
    [900, '2026-01-16'],
  ])
})

describe('whenever and however often it is done', () => {
  const point = fc.record({
    method: fc.constantFrom('native' as const, 'snapshot' as const),
    from: fc.integer({ min: 0, max: 12 * 24 }).map((hours) => hours * hourMs),
    life: fc.option(fc.integer({ min: 1, max: 10 * 24 }).map((hours) => hours * hourMs)),
    gb: fc.option(fc.integer({ min: 1, max: 900 }), { freq: 5 }),
  })

  test('the records are the same, and replay to the same sum', async () => {
    const servers = [
      await addServer({ native_state: 'on', price_minor: 1_237, currency: 'USD' }),
      await addServer({ native_state: 'on', price_minor: 999, currency: 'EUR' }),
      await addServer(),
    ]
    await newStoredFiles(t.ctx, {
      ...{ server_id: servers[0] ?? '', bytes: 77 * gb, price: { micros: 14_300, currency: 'EUR' } },
      days: [
        { day: '2026-01-16', bytes: 70 * gb },
        { day: '2026-01-21', bytes: 77 * gb },
      ],
    })
    const anyStory = fc.record({
      points: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), point), { maxLength: 12 }),
      /** Hours between one try and the next. */
      tries: fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 10 }),
    })
    let passedMs = 0
    const to = (ms: number) => {
      t.clock.advanceMs(ms - passedMs)
      passedMs = ms
    }
    await fc.assert(
      fc.asyncProperty(anyStory, async ({ points, tries }) => {
        to(0)
        await forgetAll()
        await t.ctx.db.deleteFrom('recovery_points').execute()
        // What is known at a time, and no more: the rest of the story comes while it is told.
        const story = points.map(([index, { method, from, life, gb }]) => {
          return { server: servers[index] ?? '', method, from, until: life === null ? null : from + life, gb }
        })
        await addPoint(servers[2] ?? '', { method: 'snapshot', from: 0, until: null, gb: 1 })
        const ids = new Map<number, string>()
        const tell = async (now: number) => {
          for (const [index, point] of story.entries()) {
            if (point.from > now) continue
            const id = ids.get(index) ?? (await addPoint(point.server, { ...point, until: null }))
            ids.set(index, id)
            if (point.until === null || point.until > now) continue
            const forgotten_at = isoPlusMs(start, point.until)
            await t.ctx.db
              .updateTable('recovery_points')
              .set({ state: 'gone', forgotten_at })
              .where('id', '=', id)
              .execute()
          }
        }
        let now = 0
        for (const hours of tries) {
          now += hours * hourMs
          to(now)
          await tell(now)
          await recordUsageDays(t.ctx)
          if (hours % 2 === 0) await Promise.all([recordUsageDays(t.ctx), recordUsageDays(t.ctx)])
        }
        const end = Math.max(now, 14 * dayMs)
        to(end)
        await tell(end)
        await recordUsageDays(t.ctx)
        const told = await all()
        await forgetAll()
        await recordUsageDays(t.ctx)
        expect(await all()).toEqual(told)
      }),
      { numRuns: 12 },
    )
  })
})

test('months are as long as they are', () => {
  expect(monthOf('2026-02-03')).toEqual({
    month: '2026-02',
    first: '2026-02-01',
    last: '2026-02-28',
    days: 28,
    number: 3,
  })
  expect(monthOf('2028-02-29')).toMatchObject({ days: 29, number: 29 })
  expect(monthOf('2100-02-01').days).toBe(28)
  expect(monthOf('2026-12-31')).toMatchObject({ days: 31, number: 31, last: '2026-12-31' })
})
