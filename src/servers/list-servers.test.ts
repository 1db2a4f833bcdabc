import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newOrganizationRow } from '../../test/helpers/organizations.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import type { Context, Role } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { countServers } from './count-servers.ts'
import { listServers } from './list-servers.ts'
import { type ListServersQuery, type ServerSort, ServerState, serverSorts } from './schema.ts'

let t: TestContext
let customer: string
let ids: string[]
beforeAll(async () => {
  t = await createTestContext()
  customer = await newOrganizationRow(t.ctx, 'Customer')
  const provider_account_id = await newProviderAccount(t.ctx)
  const own_account = await newProviderAccount(t.ctx, customer, { provider: 'contabo' })
  const ago = (days: number) => isoPlusMs(t.clock.now(), -days * dayMs)
  const house = { organization_id: t.house_id, provider_account_id }
  const theirs = { organization_id: customer, provider_account_id: own_account }
  ids = [
    await newServer(t.ctx, house, { name: 'alpha', storage_bytes: 5, last_backup_at: ago(1), backups_enabled: true }),
    await newServer(t.ctx, house, { name: 'Beta', storage_bytes: 5, last_backup_at: ago(3), backups_enabled: true }),
    await newServer(t.ctx, house, { name: 'beta', status: 'stopped', provider_ref: '4711' }),
    await newServer(t.ctx, theirs, {
      name: 'delta',
      provider: 'contabo',
      backups_enabled: true,
      backups_enabled_at: ago(5),
    }),
    await newServer(t.ctx, theirs, { name: 'échelon', provider: 'contabo', missing_since: ago(1), storage_bytes: 90 }),
    await newServer(t.ctx, house, { name: 'new one', backups_enabled: true, backups_enabled_at: ago(1) }),
  ]
})
afterAll(() => t.end())

const list = async (query: Partial<ListServersQuery>, ctx: Context = t.ctx) => {
  const { data } = await listServers(ctx, { limit: 50, sort: 'name', ...query })
  return data.map(({ id }) => ids.indexOf(id)).sort()
}
const as = (role: Role): Context => ({
  ...t.ctx,
  caller: { ...t.ctx.caller, kind: 'user', operator: false, memberships: [{ organization_id: customer, role }] },
})

test.each<[Partial<ListServersQuery>, number[]]>([
  [{}, [0, 1, 2, 3, 4, 5]],
  [{ provider: 'contabo' }, [3, 4]],
  [{ backups: 'enabled' }, [0, 1, 3, 5]],
  [{ backups: 'disabled' }, [2, 4]],
  [{ stale: true }, [1, 3]],
  [{ stale: false }, [0, 2, 4, 5]],
  [{ status: 'stopped' }, [2]],
  [{ status: 'missing' }, [4]],
  [{ status: 'running' }, [0, 1, 3, 5]],
  [{ q: 'BET' }, [1, 2]],
  [{ q: '471' }, [2]],
  [{ q: '%' }, []],
  [{ provider: 'contabo', backups: 'enabled', q: 'l' }, [3]],
])('filter %o', async (query, expected) => {
  expect(await list(query)).toEqual(expected)
})

const protection = (facts: object) =>
  JSON.stringify([
    {
      method: 'native',
      desired_state: 'on',
      observed_state: 'on',
      phase: 'idle',
      reason: null,
      drift: false,
      plan_id: null,
      retention_days: null,
      beyond_subscription: false,
      ...facts,
    },
  ])

const set = (n: number, change: object) =>
  t.ctx.db
    .updateTable('servers')
    .set(change)
    .where('id', '=', ids[n] ?? '')
    .execute()

test('filter and counts by state: what the chips say, the first backup due while it is not late', async () => {
  await set(0, { protections: protection({ drift: true, observed_state: 'off' }), rpo_status: 'missed' })
  await set(1, { protections: protection({ phase: 'failed', drift: true }) })
  await set(2, { protections: protection({ phase: 'needs_operator', desired_state: 'off' }) })
  await set(3, { posture: ['drill_failed', 'no_copy_outside', 'one_kind'] })
  const expected = {
    missing: [4],
    missed: [0],
    at_risk: [],
    failed: [1],
    drill_failed: [3],
    drifted: [0, 1],
    needs_operator: [2],
    enabling: [],
    disabling: [],
    paused: [],
    first_due: [5],
    protected: [],
    unprotected: [],
  }
  for (const state of ServerState.options) expect([state, await list({ state })]).toEqual([state, expected[state]])
  const lengths = Object.entries(expected).map(([state, found]) => [state, found.length])
  const others = { all: 6, enabled: 4, disabled: 2, met: 0, stale: 2 }
  expect(await countServers(t.ctx, {})).toEqual({ ...others, ...Object.fromEntries(lengths) })
  expect(await countServers(as('viewer'), {})).toMatchObject({ all: 2, missing: 1, drifted: 0 })
  expect(await countServers(t.ctx, { provider: 'contabo' })).toMatchObject({ all: 2, enabled: 1, failed: 0 })
  expect(() => countServers(as('owner'), { organization_id: t.house_id })).toThrow()
  // After what could not be switched, before what merely drifted.
  const worstFirst = (await listServers(t.ctx, { limit: 50, sort: 'trouble' })).data.map(({ id }) => ids.indexOf(id))
  expect(worstFirst).toEqual([4, 0, 1, 3, 2, 5])
  await set(3, { posture: ['drill_passed', 'no_copy_outside', 'one_kind'] })
  expect(await list({ state: 'protected' })).toEqual([3])
  for (const n of [0, 1, 2]) await set(n, { protections: '[]', rpo_status: null })
  // A weekly one has a week for its first backup.
  await set(3, { native_schedule: JSON.stringify({ every: 'week' }) })
  expect(await list({ state: 'first_due' })).toEqual([3, 5])
  await set(3, { native_schedule: null })
})

test('members see their own servers alone, and not whose account others come from', async () => {
  expect(await list({}, as('viewer'))).toEqual([3, 4])
  await expect(list({ organization_id: t.house_id }, as('owner'))).rejects.toMatchObject({ code: 'not_found' })
  const { data } = await listServers(as('viewer'), { limit: 1, sort: 'name' })
  expect(data[0]).toMatchObject({ provider_account_id: expect.any(String), organization_name: 'Customer' })
  await t.ctx.db
    .updateTable('servers')
    .set({ organization_id: customer })
    .where('id', '=', ids[0] ?? '')
    .execute()
  const given = await listServers(as('viewer'), { limit: 1, sort: 'name', q: 'alpha' })
  expect(given.data[0]).toMatchObject({ provider_account_id: null })
  await t.ctx.db
    .updateTable('servers')
    .set({ organization_id: t.house_id })
    .where('id', '=', ids[0] ?? '')
    .execute()
})

const walk = async (sort: ServerSort, limit: number) => {
  const found: number[] = []
  let cursor: string | undefined
  do {
    const page = await listServers(t.ctx, { limit, sort, cursor })
    found.push(...page.data.map(({ id }) => ids.indexOf(id)))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return found
}

test.each(serverSorts)('sorted by %s: pages join to the whole, each server once', async (sort) => {
  const whole = await walk(sort, 50)
  expect([...whole].sort()).toEqual([0, 1, 2, 3, 4, 5])
  expect(await walk(sort, 1)).toEqual(whole)
  expect(await walk(sort, 2)).toEqual(whole)
  const other = sort.startsWith('-') ? (sort.slice(1) as ServerSort) : (`-${sort}` as ServerSort)
  expect(await walk(other, 2)).toEqual(whole.toReversed())
})

test('without storage counts as least, without a backup as oldest', async () => {
  expect((await walk('-storage_bytes', 50)).slice(0, 3)).toEqual([4, 1, 0])
  expect((await walk('-last_backup_at', 50)).slice(0, 2)).toEqual([0, 1])
  expect((await walk('last_backup_at', 50)).slice(-2)).toEqual([1, 0])
})

test('trouble first: the worst on top, what is well at the end, by name among equals', async () => {
  await set(0, { rpo_status: 'missed' })
  await set(1, { protections: protection({ phase: 'paused' }) })
  // Missing, missed, on and nothing yet (by name), paused, off.
  expect(await walk('trouble', 50)).toEqual([4, 0, 3, 5, 1, 2])
  expect(await walk('trouble', 1)).toEqual([4, 0, 3, 5, 1, 2])
  expect(await walk('-trouble', 2)).toEqual([2, 1, 5, 3, 0, 4])
  await set(0, { rpo_status: null })
  await set(1, { protections: '[]' })
})

test('those that take a place of a plan', async () => {
  const set = (protections: string) =>
    t.ctx.db
      .updateTable('servers')
      .set({ protections })
      .where('id', '=', ids[1] ?? '')
      .execute()
  await set(protection({ plan_id: 'pln_1' }))
  expect(await list({ plan_id: 'pln_1' })).toEqual([1])
  expect(await list({ plan_id: 'pln_2' })).toEqual([])
  await set('[]')
})

test('a cursor of another order, or one made by hand, is refused', async () => {
  const { next_cursor } = await listServers(t.ctx, { limit: 1, sort: 'name' })
  await expect(list({ sort: '-name', cursor: next_cursor ?? '' })).rejects.toMatchObject({ code: 'invalid_cursor' })
  const forge = (sort: string, value: string) =>
    Buffer.from(JSON.stringify([`servers ${sort}`, value, ids[0]])).toString('base64url')
  for (const [sort, value] of [
    ['storage_bytes', "1'; drop"],
    ['storage_bytes', '9'.repeat(30)],
    ['last_backup_at', 'yesterday'],
    ['last_backup_at', '1'],
    ['last_backup_at', '2026-99-01T00:00:00.000Z'],
    ['trouble', 'worst first'],
  ] as const)
    await expect(list({ sort, cursor: forge(sort, value) })).rejects.toMatchObject({ code: 'invalid_cursor' })
})
