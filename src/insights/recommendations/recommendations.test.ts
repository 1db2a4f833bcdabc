import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newFileProtection } from '../../../test/helpers/file-servers.ts'
import { newOrganizationRow } from '../../../test/helpers/organizations.ts'
import { type Arranged, arrangeServers } from '../../../test/helpers/protected-servers.ts'
import { newPrices, newServer } from '../../../test/helpers/servers.ts'
import { newStoredFiles } from '../../../test/helpers/stored-files.ts'
import type { Context, Role } from '../../context.ts'
import { dayMs, hourMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { getProtection } from '../../protections/get-protection.ts'
import { toggleBackups } from '../../protections/toggle-backups.ts'
import { capabilities as vultr } from '../../providers/vultr/capabilities.ts'
import { getServer } from '../../servers/get-server.ts'
import { applyRecommendation } from './apply-recommendation.ts'
import { dismissRecommendation } from './dismiss-recommendation.ts'
import { listRecommendations } from './list-recommendations.ts'
import { refreshRecommendations } from './refresh-recommendations.ts'
import type { RecommendationKind, RecommendationState } from './schema.ts'
import { snoozeRecommendation } from './snooze-recommendation.ts'

let t: TestContext
let ctx: Context
let fleet: Arranged
let manager: Context
let n = 0
beforeAll(async () => {
  t = await createTestContext()
  ctx = t.ctx
})
afterAll(() => t.end())
beforeEach(async () => {
  const organization_id = await newOrganizationRow(ctx, `Customer ${n++}`)
  fleet = await arrangeServers(ctx, t.cloud, organization_id, { servers: 3, places: 2 })
  manager = as('manager')
})

const as = (role: Role, organization_id = fleet.organization_id): Context => ({
  ...ctx,
  caller: {
    ...ctx.caller,
    kind: 'user',
    id: 'usr_one',
    name: 'Ann',
    operator: false,
    memberships: [{ organization_id, role }],
  },
})
const list = async (kind: RecommendationKind, options: { state?: RecommendationState; ctx?: Context } = {}) =>
  (
    await listRecommendations(options.ctx ?? ctx, {
      organization_id: fleet.organization_id,
      kind,
      state: options.state ?? 'open',
      limit: 50,
    })
  ).data
const only = async (kind: RecommendationKind) => {
  await refreshRecommendations(ctx)
  const found = await list(kind)
  expect(found).toHaveLength(1)
  const [one] = found
  if (one === undefined) throw new Error(`there is no ${kind}`)
  return { ...one, recommendation_id: one.id }
}
const [first, second] = [() => fleet.server_ids[0] ?? '', () => fleet.server_ids[1] ?? '']
const addServer = async () => {
  const { provider_account_id } = await ctx.db
    .selectFrom('servers')
    .select('provider_account_id')
    .where('id', '=', first())
    .executeTakeFirstOrThrow()
  await newServer(ctx, { organization_id: fleet.organization_id, provider_account_id: provider_account_id ?? '' })
}

test('servers without backups: one click for all of them, and a second one does nothing more', async () => {
  const found = await only('unprotected')
  expect(found).toMatchObject({
    title: expect.stringContaining('Back up 3 servers'),
    reason: expect.stringContaining('2 places are free'),
    list: `/api/servers?organization_id=${fleet.organization_id}&state=unprotected`,
    apply: { why_not: null },
    state: 'open',
  })
  const applied = await applyRecommendation(manager, found)
  expect(applied).toMatchObject({ state: 'applied', applied: { by: 'Ann', run_id: expect.stringMatching(/^run_/) } })
  const queued = t.queue.length
  expect(await applyRecommendation(manager, found)).toEqual(applied)
  expect(t.queue.length).toBe(queued)
  expect(await list('unprotected')).toEqual([])
  expect(await list('unprotected', { state: 'applied' })).toHaveLength(1)
})

test('what was applied and did not help comes back after an hour, under the same id', async () => {
  const found = await only('unprotected')
  await applyRecommendation(manager, found)
  t.clock.advanceMs(30 * minuteMs)
  await refreshRecommendations(ctx)
  expect(await list('unprotected')).toEqual([])
  t.clock.advanceMs(31 * minuteMs)
  await refreshRecommendations(ctx)
  expect(await list('unprotected')).toMatchObject([{ id: found.id, state: 'open', applied: null }])
})

test('two who apply at the same time do it once', async () => {
  const found = await only('unprotected')
  const runs = () => ctx.db.selectFrom('runs').select('id').where('kind', '=', 'bulk').execute()
  const before = (await runs()).length
  await Promise.all([applyRecommendation(manager, found), applyRecommendation(manager, found)])
  expect((await runs()).length).toBe(before + 1)
})

test('without a free place servers cannot be backed up in one click, and the reason is said', async () => {
  await ctx.db.updateTable('subscriptions').set({ quantity: 0 }).where('id', '=', fleet.subscription_id).execute()
  const found = await only('unprotected')
  expect(found.apply.why_not).toMatch(/Add places/)
  await expect(applyRecommendation(manager, found)).rejects.toMatchObject({ code: 'conflict' })
  expect(await list('unprotected')).toHaveLength(1)
})

test('put off until then, by somebody', async () => {
  const found = await only('unprotected')
  const until = isoPlusMs(ctx.clock.now(), dayMs)
  await snoozeRecommendation(manager, { ...found, until })
  await refreshRecommendations(ctx)
  expect(await list('unprotected')).toEqual([])
  expect(await list('unprotected', { state: 'snoozed' })).toMatchObject([{ snoozed_until: until }])
  t.clock.advanceMs(dayMs + 1)
  await refreshRecommendations(ctx)
  expect(await list('unprotected')).toHaveLength(1)
  await expect(snoozeRecommendation(manager, { ...found, until })).rejects.toMatchObject({ code: 'invalid_request' })
})

test('dismissed stays dismissed, with who and why, until it is about a quarter more', async () => {
  const found = await only('unprotected')
  await dismissRecommendation(manager, { ...found, why: 'Test machines' })
  await refreshRecommendations(ctx)
  expect(await list('unprotected')).toEqual([])
  expect(await list('unprotected', { state: 'dismissed' })).toMatchObject([
    { dismissed: { by: 'Ann', why: 'Test machines', at: ctx.clock.now() } },
  ])
  await addServer()
  await refreshRecommendations(ctx)
  expect(await list('unprotected')).toMatchObject([{ id: found.id, dismissed: null, state: 'open' }])
  const audit = await ctx.db
    .selectFrom('audit_events')
    .select(['action', 'actor_name'])
    .where('target_id', '=', found.id)
    .execute()
  expect(audit).toEqual([{ action: 'recommendation.dismissed', actor_name: 'Ann' }])
})

test('dismissed comes back where the situation is another: one of the servers became critical', async () => {
  const found = await only('unprotected')
  await dismissRecommendation(manager, found)
  await ctx.db.updateTable('servers').set({ critical: true }).where('id', '=', first()).execute()
  expect((await only('unprotected')).id).toBe(found.id)
})

test('what no longer holds is gone; what was dismissed is remembered', async () => {
  const found = await only('unprotected')
  await dismissRecommendation(manager, found)
  const ids = fleet.server_ids
  await ctx.db
    .updateTable('servers')
    .set({ backups_enabled: true, backups_enabled_at: ctx.clock.now() })
    .where('id', 'in', ids)
    .execute()
  await refreshRecommendations(ctx)
  for (const state of ['open', 'dismissed'] as const) expect(await list('unprotected', { state })).toEqual([])
  await expect(applyRecommendation(manager, found)).rejects.toMatchObject({ code: 'conflict' })
  await ctx.db
    .updateTable('servers')
    .set({ backups_enabled: false, backups_enabled_at: null })
    .where('id', 'in', ids)
    .execute()
  await refreshRecommendations(ctx)
  expect(await list('unprotected', { state: 'dismissed' })).toHaveLength(1)
})

test('backups that somebody switched off elsewhere go on again', async () => {
  await toggleBackups(ctx, { server_id: first(), enable: true })
  const server = t.cloud.servers.find(({ ref }) => ref === first())
  if (server === undefined) throw new Error('no such server')
  Object.assign(server, { native: { ...server.native, state: 'off' } })
  await ctx.db.updateTable('protections').set({ observed_state: 'off' }).where('server_id', '=', first()).execute()
  await ctx.db
    .updateTable('servers')
    .set({
      native_state: 'off',
      backups_enabled: false,
      protections: sql`jsonb_set(jsonb_set(protections, '{0,drift}', 'true'), '{0,observed_state}', '"off"')`,
    })
    .where('id', '=', first())
    .execute()
  const found = await only('drift')
  expect(found).toMatchObject({ server_id: first(), apply: { why_not: null } })
  expect(await applyRecommendation(manager, found)).toMatchObject({ state: 'applied' })
  expect((await getServer(ctx, { server_id: first() })).backups_enabled).toBe(true)
  await refreshRecommendations(ctx)
  expect(await list('drift')).toEqual([])
})

const shown = (more: Record<string, unknown> = {}) =>
  JSON.stringify([
    {
      method: 'files',
      desired_state: 'on',
      observed_state: 'on',
      phase: 'idle',
      reason: null,
      drift: false,
      plan_id: fleet.plan_id,
      retention_days: 7,
      beyond_subscription: false,
      ...more,
    },
  ])

const protect = async (server_id: string, more: Record<string, unknown> = {}) => {
  await newFileProtection(ctx, server_id, { plan_id: fleet.plan_id, retention_days: 7 })
  await ctx.db
    .updateTable('servers')
    .set({
      backups_enabled: true,
      backups_enabled_at: isoPlusMs(ctx.clock.now(), -9 * dayMs),
      protections: shown(),
      ...more,
    })
    .where('id', '=', server_id)
    .execute()
}

test('a server that never had a backup; what refuses the click is told, and it can be tried again', async () => {
  await protect(first())
  const found = await only('stale')
  expect(found).toMatchObject({ server_id: first(), reason: expect.stringContaining('none has ever succeeded') })
  // There is no agent.
  await expect(applyRecommendation(manager, found)).rejects.toMatchObject({ code: 'agent_missing' })
  expect(await list('stale')).toMatchObject([{ id: found.id, state: 'open', applied: null }])
  await dismissRecommendation(manager, found)
  await ctx.db
    .updateTable('servers')
    .set({ last_backup_at: isoPlusMs(ctx.clock.now(), -3 * dayMs) })
    .where('id', '=', first())
    .execute()
  expect((await only('stale')).reason).toContain('The newest backup is of')
})

test('a weekly backup that is six days old is nothing to worry about; one whose cadence is broken is', async () => {
  await protect(first(), { last_backup_at: isoPlusMs(ctx.clock.now(), -6 * dayMs), rpo_status: 'met' })
  await refreshRecommendations(ctx)
  expect(await list('stale')).toEqual([])
  await ctx.db.updateTable('servers').set({ rpo_status: 'missed' }).where('id', '=', first()).execute()
  expect(await only('stale')).toMatchObject({ server_id: first() })
})

test('a critical server is kept for 30 days, in one click', async () => {
  await protect(first(), { critical: true, last_backup_at: ctx.clock.now() })
  const found = await only('longer_retention')
  expect(found.title).toContain('for 30 days instead of 7')
  await applyRecommendation(manager, found)
  expect((await getProtection(ctx, { server_id: first(), method: 'files' })).retention).toEqual({ daily: 30 })
  await refreshRecommendations(ctx)
  expect(await list('longer_retention')).toEqual([])
})

test.each([
  [null, 1],
  [30, 1],
  // Thirty do not lie in three slots: its button could only be refused.
  [3, 0],
])('snapshots at a provider of %s slots: kept for 30 days are advised for %i', async (slots, advised) => {
  await newFileProtection(ctx, first(), { plan_id: fleet.plan_id, retention_days: 7, method: 'snapshot' })
  await ctx.db.updateTable('servers').set({ critical: true, backups_enabled: true }).where('id', '=', first()).execute()
  const { describe } = ctx.providers
  if (vultr.snapshot === null) throw new Error('Vultr takes snapshots')
  const capabilities = { ...vultr, snapshot: { ...vultr.snapshot, slots } }
  const providers = { ...ctx.providers, describe: () => ({ ...describe('digitalocean'), capabilities }) }
  await refreshRecommendations({ ...ctx, providers })
  expect(await list('longer_retention')).toHaveLength(advised)
})

test('servers named alike are a group, and kept for 30 days together', async () => {
  for (const [i, id] of fleet.server_ids.entries())
    await protect(id, { name: `node-${i}`, last_backup_at: ctx.clock.now() })
  const found = await only('longer_retention')
  expect(found.title).toContain('3 servers named node')
  await applyRecommendation(manager, found)
  for (const server_id of fleet.server_ids)
    expect((await getProtection(ctx, { server_id, method: 'files' })).retention).toEqual({ daily: 30 })
})

test('places that nobody uses cover servers without backups, critical ones first', async () => {
  await ctx.db.updateTable('servers').set({ critical: true }).where('id', '=', second()).execute()
  await ctx.db.updateTable('subscriptions').set({ quantity: 1 }).where('id', '=', fleet.subscription_id).execute()
  const found = await only('unused_places')
  expect(found).toMatchObject({ title: expect.stringContaining('1 place'), plan_id: fleet.plan_id })
  const { applied } = await applyRecommendation(manager, found)
  const items = await ctx.db
    .selectFrom('bulk_items')
    .select('server_id')
    .where('run_id', '=', applied?.run_id ?? '')
    .execute()
  expect(items).toEqual([{ server_id: second() }])
})

test('servers beyond the subscription: an operator adds the places at once, and once only', async () => {
  await protect(first(), { last_backup_at: ctx.clock.now() })
  await ctx.db.updateTable('protections').set({ beyond_subscription: true }).where('server_id', '=', first()).execute()
  const found = await only('beyond_subscription')
  expect(found.effect).toMatchObject({ kind: 'revenue', money: { amount_minor: 499, currency: 'EUR' } })
  await applyRecommendation(ctx, found)
  await applyRecommendation(ctx, found)
  const added = await ctx.db
    .selectFrom('subscriptions')
    .select(['quantity', 'status'])
    .where('source', '=', 'addon')
    .where('organization_id', '=', fleet.organization_id)
    .execute()
  expect(added).toEqual([{ quantity: 1, status: 'active' }])
})

test('a cheaper method for the same retention, as the planner says; what the operators pay, members are not told', async () => {
  const described = t.cloud.providers.describe('digitalocean')
  const snapshot = {
    slots: null,
    life_days: null,
    name_length: 100,
    can_restore_in_place: true,
    can_restore_to_new: true,
    replaces_oldest: false,
    needs_native: false,
    rollback_deletes_newer: false,
    billed: 'included' as const,
  }
  const withSnapshots: Context = {
    ...ctx,
    providers: {
      ...t.cloud.providers,
      describe: () => ({ ...described, capabilities: { ...described.capabilities, snapshot } }),
    },
  }
  await newPrices(ctx)
  await ctx.db
    .updateTable('plans')
    .set({ methods: ['native', 'snapshot'] })
    .where('id', '=', fleet.plan_id)
    .execute()
  await protect(first(), {
    last_backup_at: ctx.clock.now(),
    protections: shown({ method: 'native' }),
    native_state: 'on',
    native_schedule: JSON.stringify({ every: 'day' }),
    price_minor: 1_000,
    currency: 'USD',
  })
  await refreshRecommendations(withSnapshots)
  const [found] = await list('cheaper_method')
  expect(found).toMatchObject({
    server_id: first(),
    title: expect.stringContaining('by snapshots'),
    effect: { kind: 'saves', money: { amount_minor: 300, currency: 'USD' } },
  })
  expect(await list('cheaper_method', { ctx: manager })).toEqual([])
  const input = { recommendation_id: found?.id ?? '' }
  await expect(applyRecommendation(manager, input)).rejects.toMatchObject({ code: 'not_found' })
  // The cloud of this test takes no snapshots after all, and says so.
  await expect(applyRecommendation(ctx, input)).rejects.toMatchObject({ code: 'method_unavailable' })
  expect(await list('cheaper_method')).toHaveLength(1)
})

test('nobody is advised to have files in place of images, though their storage costs nothing', async () => {
  await ctx.db.deleteFrom('provider_prices').where('provider', '=', 'digitalocean').execute()
  await newPrices(ctx)
  await ctx.db
    .updateTable('plans')
    .set({ methods: ['native', 'files'] })
    .where('id', '=', fleet.plan_id)
    .execute()
  await protect(first(), {
    ...{ last_backup_at: ctx.clock.now(), protections: shown({ method: 'native' }), native_state: 'on' },
    ...{ native_schedule: JSON.stringify({ every: 'day' }), price_minor: 1_000, currency: 'USD' },
  })
  await newStoredFiles(ctx, { server_id: first(), bytes: 1, price: { micros: 0, currency: 'USD' } })
  await refreshRecommendations(ctx)
  expect(await list('cheaper_method')).toEqual([])
})

test('others see nothing of it, and viewers change nothing', async () => {
  const found = await only('unprotected')
  expect(await list('unprotected', { ctx: as('viewer') })).toHaveLength(1)
  for (const act of [applyRecommendation, dismissRecommendation])
    await expect(act(as('viewer'), found)).rejects.toMatchObject({ code: 'forbidden' })
  const stranger = as('owner', t.house_id)
  await expect(dismissRecommendation(stranger, found)).rejects.toMatchObject({ code: 'not_found' })
})

test('pages follow each other without a gap, the most urgent first', async () => {
  t.clock.advanceMs(3 * hourMs)
  await refreshRecommendations(ctx)
  const whole = (await listRecommendations(ctx, { state: 'open', limit: 200 })).data.map(({ id }) => id)
  const paged: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listRecommendations(ctx, { state: 'open', limit: 3, cursor })
    paged.push(...page.data.map(({ id }) => id))
    if (page.next_cursor === null) break
    cursor = page.next_cursor
  }
  expect(paged).toEqual(whole)
  expect(whole.length).toBeGreaterThan(6)
})
