import { hostname } from 'node:os'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAmounts } from '../../../src/insights/overview/add-amounts.ts'
import { refreshFleetSums } from '../../../src/insights/overview/refresh-fleet-sums.ts'
import type { Overview } from '../../../src/insights/overview/schema.ts'
import type { CostAnalytics, CustomerMargin, RevenueAnalytics } from '../../../src/insights/storage/schema.ts'
import { announceWorker } from '../../../src/installation/announce-worker.ts'
import { isoPlusMs, minuteMs, testClock } from '../../../src/lib/clock.ts'
import { getHouseOrganization } from '../../../src/organizations/get-house-organization.ts'
import { ServerCounts, ServerState } from '../../../src/servers/schema.ts'
import { newApiKey, newOrganization, startTestApp, type TestApp } from '../../helpers/app.ts'
import type { HttpClient } from '../../helpers/http-client.ts'
import { anyWorld, arrangeWorld } from '../../helpers/insight-world.ts'
import { newProviderAccount, newServer } from '../../helpers/servers.ts'

let app: TestApp
let owners: [string, string, string]
let operator: HttpClient
let member: HttpClient
beforeAll(async () => {
  app = await startTestApp({ clock: testClock() })
  const [one, other] = [await newOrganization(app, 'One'), await newOrganization(app, 'Other')]
  await app.ctx.db
    .insertInto('provider_prices')
    .values({
      provider: 'digitalocean',
      prices: '{"servers":{},"native_percent":{"day":30,"week":20},"native":null,"snapshot_gb_month":null}',
      source: 'operator',
      as_of: '2026-01-01',
      updated_at: app.ctx.clock.now(),
    })
    .execute()
  owners = [(await getHouseOrganization(app.ctx)).id, one.id, other.id]
  operator = app.client((await newApiKey(app, { operator: true })).key)
  member = app.client((await newApiKey(app, { organization_id: one.id, role: 'viewer' })).key)
})
afterAll(() => app.stop())

type Row = {
  price_minor?: number
  quantity?: number
  currency?: string
  recovery_points?: number
  storage_bytes?: number | null
  backups_enabled?: boolean
}

/** All that a list has, page after page. */
const all = async (client: HttpClient, list: string): Promise<Row[]> => {
  const rows: Row[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `${list}${list.includes('?') ? '&' : '?'}${cursor ? `cursor=${cursor}` : 'a='}`.replace(/[?&]a=$/, '')
    const { status, body } = await client.get(path)
    expect(status, path).toBe(200)
    const page = body as { data: Row[]; next_cursor: string | null }
    rows.push(...page.data)
    cursor = page.next_cursor
  }
  return rows
}

/** Every figure there is in the reply, wherever it stands. */
const figuresIn = (value: unknown): { count: number; list: string }[] => {
  if (typeof value !== 'object' || value === null) return []
  const own =
    'count' in value && 'list' in value && !('native' in value) ? [value as { count: number; list: string }] : []
  return [...own, ...Object.values(value).flatMap(figuresIn)]
}

const sum = (numbers: readonly (number | null | undefined)[]) => numbers.reduce<number>((a, b) => a + (b ?? 0), 0)

const holds = async (client: HttpClient, query: string) => {
  const { status, body } = await client.get(`/api/overview${query}`)
  expect(status).toBe(200)
  const overview = body as Overview
  const figures = figuresIn(overview)
  expect(figures.length).toBeGreaterThan(40)
  const known = new Map<string, number>()
  for (const { count, list } of figures) {
    if (!known.has(list)) known.set(list, (await all(client, list)).length)
    expect({ list, count }).toEqual({ list, count: known.get(list) })
  }
  const points = await all(client, overview.recovery_points.list)
  expect(overview.recovery_points.count).toBe(sum(points.map(({ recovery_points }) => recovery_points)))
  const stored = await all(client, overview.storage.list)
  expect(overview.storage.bytes).toBe(sum(stored.map(({ storage_bytes }) => storage_bytes)))
  expect(overview.storage.unknown).toBe(
    stored.filter((row) => row.backups_enabled === true && row.storage_bytes === null).length,
  )
  const { met, at_risk, missed, drills, copies, kinds } = overview.posture
  const judged = [await all(client, met.list), await all(client, at_risk.list), await all(client, missed.list)].flat()
  expect(judged.every(({ backups_enabled }) => backups_enabled)).toBe(true)
  expect(met.count + at_risk.count + missed.count).toBeLessThanOrEqual(overview.servers.enabled.count)
  for (const group of [drills, copies, kinds])
    expect(sum(Object.values(group).map(({ count }) => count))).toBe(overview.servers.enabled.count)
  await holdsRevenue(client, overview)
  await holdsChips(client, query)
  for (const row of overview.fleet.rows) {
    expect(row.servers).toBe((await all(client, row.list)).length)
    for (const day of [...row.days.slice(0, 2), ...row.days.slice(-3)])
      for (const went of ['good', 'warning', 'missed'] as const) {
        const list = `${row.list}&day=${day.day}&went=${went}`
        expect({ list, count: day[went] }).toEqual({ list, count: (await all(client, list)).length })
      }
  }
  return overview
}

/** What the chips say above a list is what the list has. */
const holdsChips = async (client: HttpClient, query: string) => {
  const counts = ServerCounts.parse((await client.get(`/api/servers/counts${query}`)).body)
  for (const state of ServerState.options) {
    const list = `/api/servers${query || '?'}&state=${state}`
    expect({ list, count: counts[state] }).toEqual({ list, count: (await all(client, list)).length })
  }
}

const holdsRevenue = async (client: HttpClient, { monthly_revenue, monthly_cost }: Overview) => {
  if (monthly_revenue === null || monthly_cost === null) return
  const paid = await all(client, monthly_revenue.list)
  expect(monthly_revenue.places).toBe(sum(paid.map(({ quantity }) => quantity)))
  // A plan that is free brings no currency.
  const byCurrency = Map.groupBy(
    paid.filter(({ price_minor }) => price_minor !== 0),
    ({ currency }) => currency ?? '',
  )
  expect(monthly_revenue.amounts).toEqual(
    [...byCurrency].sort().map(([currency, rows]) => ({
      currency,
      amount_minor: sum(rows.map(({ price_minor = 0, quantity = 0 }) => price_minor * quantity)),
    })),
  )
  const { margin, amounts } = monthly_revenue
  const of = (side: readonly { amount_minor: number }[]) => sum(side.map(({ amount_minor }) => amount_minor))
  if (margin !== null) expect(margin.amount_minor).toBe(of(amounts) - of(monthly_cost.amounts))
}

/** The costs of providers and the margins of all customers come to what the dashboard says. */
const holdsMoney = async ({ monthly_revenue, monthly_cost }: Overview) => {
  const { body } = await operator.get('/api/analytics/cost')
  const byProvider = (body as CostAnalytics).data.flatMap((row) => row.now?.amounts ?? [])
  expect(addAmounts(byProvider)).toEqual(monthly_cost?.amounts)
  const customers: CustomerMargin[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = new URLSearchParams({
      by: 'organization',
      sort: '-margin',
      limit: '2',
      ...(cursor ? { cursor } : {}),
    })
    const { status, body } = await operator.get(`/api/analytics/revenue?${query}`)
    expect(status).toBe(200)
    const page = body as RevenueAnalytics
    customers.push(...page.customers)
    cursor = page.next_cursor
  }
  expect(addAmounts(customers.flatMap(({ cost }) => cost))).toEqual(monthly_cost?.amounts)
  expect(addAmounts(customers.flatMap(({ revenue }) => revenue))).toEqual(monthly_revenue?.amounts)
}

test('in any world each figure is as many as its list has, for operators, for one organization, and for its members', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async (world) => {
      await arrangeWorld(app.ctx, owners, world)
      await refreshFleetSums(app.ctx)
      const whole = await holds(operator, '')
      await holdsMoney(whole)
      expect(whole.servers.all.count).toBe(world.servers.length)
      const one = await holds(operator, `?organization_id=${owners[1]}`)
      const theirs = await holds(member, '')
      expect(theirs.monthly_cost).toBeNull()
      expect(theirs.monthly_revenue).toBeNull()
      expect(figuresIn(theirs).map(({ count }) => count)).toEqual(figuresIn(one).map(({ count }) => count))
    }),
    { numRuns: 5, endOnFailure: true },
  )
}, 240_000)

test('nobody sees the overview of an organization that is not theirs', async () => {
  expect((await member.get(`/api/overview?organization_id=${owners[2]}`)).status).toBe(404)
})

test('the last sync is that of the accounts one may see', async () => {
  const { last_sync_at } = (await operator.get('/api/overview')).body as Overview
  const at = app.ctx.clock.now()
  expect(last_sync_at).not.toBe(at)
  await newProviderAccount(app.ctx, null, { last_synced_at: at })
  expect((await operator.get('/api/overview')).body).toMatchObject({ last_sync_at: at })
  expect(((await member.get('/api/overview')).body as Overview).last_sync_at).not.toBe(at)
})

test('before the first sums were made, it says that they are not known', async () => {
  await app.ctx.db.deleteFrom('fleet_sums_state').execute()
  const { body } = await operator.get('/api/overview')
  expect((body as Overview).as_of).toBeNull()
})

test('workers: those that are alive of those that were within the hour; a successor on the same machine takes the place', async () => {
  const workers = async () => ((await operator.get('/api/overview')).body as Overview).workers
  expect(await workers()).toEqual({ alive: 0, known: 0 })
  const stop = await announceWorker(app.ctx)
  const silent = (id: string, host: string, minutes: number) =>
    app.ctx.db
      .insertInto('worker_processes')
      .values({ id, host, seen_at: isoPlusMs(app.ctx.clock.now(), -minutes * minuteMs) })
      .execute()
  await silent('wrk_1', 'elsewhere', 2)
  await silent('wrk_2', hostname(), 2)
  await silent('wrk_3', 'elsewhere', 61)
  expect(await workers()).toEqual({ alive: 1, known: 3 })
  const stopOther = await announceWorker(app.ctx)
  expect(await workers()).toEqual({ alive: 2, known: 3 })
  await stop()
  expect(await workers()).toEqual({ alive: 1, known: 2 })
  await stopOther()
  expect(((await member.get('/api/overview')).body as Overview).workers).toBeNull()
})

test('protections that are wanted and on, and backups that are due before a moment', async () => {
  const { ctx } = app
  await arrangeWorld(ctx, owners, { servers: [], runs: [], subscriptions: [] })
  const provider_account_id = await newProviderAccount(ctx)
  const plan = await ctx.db.selectFrom('plans').select('id').executeTakeFirstOrThrow()
  const now = ctx.clock.now()
  const add = async (owner: 0 | 1, observed_state: 'on' | 'off', hours: number | null) => {
    const server_id = await newServer(ctx, { organization_id: owners[owner], provider_account_id })
    await ctx.db
      .insertInto('protections')
      .values({
        ...{
          id: ctx.ids.make('prt'),
          server_id,
          method: 'snapshot',
          desired_state: 'on',
          observed_state,
          phase: 'idle',
        },
        ...{ plan_id: plan.id, created_at: now, updated_at: now },
        next_run_at: hours === null ? null : isoPlusMs(now, hours * 60 * minuteMs),
      })
      .execute()
  }
  await add(0, 'on', 0.5)
  await add(1, 'on', 3)
  await add(1, 'off', null)
  await add(1, 'on', 11)
  await refreshFleetSums(ctx)
  const until = isoPlusMs(now, 4 * 60 * minuteMs)
  const of = async (client: HttpClient) => {
    const { protections, running } = (await client.get(`/api/overview?due_until=${until}`)).body as Overview
    return { protections, due: [running.due_within_hour, running.due_by] }
  }
  expect(await of(operator)).toEqual({ protections: { wanted: 4, on: 3 }, due: [1, { until, count: 2 }] })
  expect(await of(member)).toEqual({ protections: { wanted: 3, on: 2 }, due: [0, { until, count: 1 }] })
  expect(((await operator.get('/api/overview')).body as Overview).running.due_by).toBeNull()
})

test('what is due is counted for two days at most; a later time is refused by name, not answered with half a count', async () => {
  const at = (ms: number) => isoPlusMs(app.ctx.clock.now(), ms)
  const ask = async (client: HttpClient, due_until: string) => {
    const { status, body } = await client.get(`/api/overview?due_until=${due_until}`)
    return [status, body.error?.code ?? null, body.error?.details.fields[0].path ?? null]
  }
  const days = 24 * 60 * minuteMs
  for (const client of [operator, member]) {
    expect(await ask(client, at(2 * days - minuteMs))).toEqual([200, null, null])
    expect(await ask(client, at(2 * days + minuteMs))).toEqual([400, 'invalid_request', 'due_until'])
    expect(await ask(client, '2999-01-01T00:00:00.123456Z')).toEqual([400, 'invalid_request', 'due_until'])
  }
})

test('how many more servers have backups on is told where the day was written down for all of them', async () => {
  const growth = async (client: HttpClient) =>
    ((await client.get('/api/overview')).body as Overview).enabled_growth_30_days
  await arrangeWorld(app.ctx, owners, { servers: [], runs: [], subscriptions: [] })
  const owner = { organization_id: owners[1], provider_account_id: await newProviderAccount(app.ctx) }
  await newServer(app.ctx, owner, { backups_enabled: true })
  const day = isoPlusMs(app.ctx.clock.now(), -31 * 24 * 60 * minuteMs).slice(0, 10)
  const write = (organization_id: string, servers: number) =>
    app.ctx.db.insertInto('protected_days').values({ organization_id, day, servers }).execute()
  expect(await growth(operator)).toBeNull()
  await write(owners[1], 3)
  expect([await growth(operator), await growth(member)]).toEqual([null, -2])
  await write(owners[0], 0)
  expect(await growth(operator)).toBe(-2)
})
