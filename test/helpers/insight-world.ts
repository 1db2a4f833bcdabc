import fc from 'fast-check'
import { createPlan } from '../../src/billing/create-plan.ts'
import type { Context } from '../../src/context.ts'
import type { NewRow } from '../../src/db/tables.gen.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { firstIdAt } from '../../src/lib/ids.ts'
import type { Posture, ServerProtection } from '../../src/servers/schema.ts'
import { newProviderAccount, newServer } from './servers.ts'
import { newStoredFiles } from './stored-files.ts'

/** A server in any state, whether or not real work could have left it so. */
export type AnyServer = {
  owner: 0 | 1 | 2
  provider: 'digitalocean' | 'contabo' | 'machine'
  enabled: boolean
  protections: ServerProtection[]
  rpo_status: 'met' | 'at_risk' | 'missed' | null
  age_days: number | null
  missing: boolean
  strip: { image: string; files: string; behind: number } | null
  points: [number, number, number]
  storage_bytes: number | null
  posture: Posture[]
  /** What the provider asks for it, with its own backups on; null where they are off. */
  price_minor: number | null
  /** What its repository takes up, and what a GB costs there in millionths; null: nothing is entered. */
  stored: { gb: number; micros: number | null; currency: string } | null
}
export type AnySubscription = {
  owner: 1 | 2
  status: 'active' | 'trialing' | 'past_due' | 'requested' | 'canceled'
  price_minor: number
  currency: 'EUR' | 'USD'
  quantity: number
  ends_in_days: number | null
}
export type AnyRun = { owner: 0 | 1 | 2; kind: 'backup' | 'sync'; outcome: RunOutcome; hours_ago: number }
type RunOutcome = 'succeeded' | 'warning' | 'failed' | 'running' | 'queued'
export type AnyWorld = { servers: AnyServer[]; runs: AnyRun[]; subscriptions: AnySubscription[] }

const owner = fc.constantFrom<0 | 1 | 2>(0, 1, 2)
const letters = fc
  .array(fc.constantFrom(...'pppppppwmornzuex'), { minLength: 30, maxLength: 30 })
  .map((all) => all.join(''))
const protection: fc.Arbitrary<ServerProtection> = fc.record({
  method: fc.constantFrom('native', 'snapshot', 'files'),
  desired_state: fc.constantFrom('on', 'off'),
  observed_state: fc.constantFrom('on', 'off', 'unknown'),
  phase: fc.constantFrom('idle', 'idle', 'idle', 'enabling', 'disabling', 'paused', 'needs_operator', 'failed'),
  reason: fc.constant(null),
  drift: fc.boolean(),
  plan_id: fc.constant(null),
  retention_days: fc.constant(7),
  beyond_subscription: fc.constant(false),
})
const server: fc.Arbitrary<AnyServer> = fc.record({
  owner,
  provider: fc.constantFrom('digitalocean', 'contabo', 'machine'),
  enabled: fc.boolean(),
  protections: fc.uniqueArray(protection, { maxLength: 2, selector: ({ method }) => method }),
  rpo_status: fc.constantFrom('met', 'met', 'at_risk', 'missed', null),
  age_days: fc.option(fc.integer({ min: 0, max: 12 })),
  missing: fc.nat(6).map((n) => n === 0),
  strip: fc.option(fc.record({ image: letters, files: letters, behind: fc.integer({ min: -1, max: 33 }) })),
  points: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
  storage_bytes: fc.option(fc.nat(1_000_000)),
  posture: fc
    .tuple(
      fc.constantFrom<Posture>('drill_passed', 'drill_failed', 'drill_untested'),
      fc.constantFrom<Posture>('copy_outside', 'no_copy_outside'),
      fc.constantFrom<Posture>('files_and_image', 'one_kind'),
      fc.constantFrom<Posture | null>('kit_saved', 'kit_not_saved', null),
    )
    .map((words) => words.filter((word) => word !== null)),
  price_minor: fc.option(fc.nat(9_000)),
  stored: fc.option(
    fc.record({
      gb: fc.nat(500),
      micros: fc.constantFrom(20_000, 14_300, 0, null),
      currency: fc.constantFrom('EUR', 'USD'),
    }),
  ),
})
const subscription: fc.Arbitrary<AnySubscription> = fc.record({
  owner: fc.constantFrom<1 | 2>(1, 2),
  status: fc.constantFrom('active', 'active', 'trialing', 'past_due', 'requested', 'canceled'),
  price_minor: fc.nat(5_000),
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
  quantity: fc.integer({ min: 1, max: 50 }),
  ends_in_days: fc.option(fc.integer({ min: -40, max: 40 })),
})
const run: fc.Arbitrary<AnyRun> = fc.record({
  owner,
  kind: fc.constantFrom('backup', 'sync'),
  outcome: fc.constantFrom('succeeded', 'warning', 'failed', 'running', 'queued'),
  hours_ago: fc.integer({ min: 0, max: 33 * 24 }),
})
export const anyWorld: fc.Arbitrary<AnyWorld> = fc.record({
  servers: fc.array(server, { maxLength: 60, size: 'max' }),
  runs: fc.array(run, { maxLength: 80, size: 'max' }),
  subscriptions: fc.array(subscription, { maxLength: 20 }),
})

/** Puts the world in place of what was there. Owner 0 is the house. */
export const arrangeWorld = async (ctx: Context, owners: readonly [string, string, string], world: AnyWorld) => {
  for (const table of [
    'repositories',
    'servers',
    'runs',
    'provider_accounts',
    'recommendations',
    'subscriptions',
    'plans',
  ] as const)
    await ctx.db.deleteFrom(table).execute()
  const now = ctx.clock.now()
  const accounts = new Map<string, string>()
  for (const provider of ['digitalocean', 'contabo'])
    accounts.set(
      provider,
      await newProviderAccount(ctx, null, { provider, status: provider === 'contabo' ? 'unreachable' : 'ok' }),
    )
  for (const [n, one] of world.servers.entries()) {
    const server_id = await newServer(
      ctx,
      { organization_id: owners[one.owner], provider_account_id: accounts.get(one.provider) ?? '' },
      rowOf(one, n, now),
    )
    if (one.stored === null) continue
    const { gb, micros, currency } = one.stored
    const price = micros === null ? null : { micros, currency }
    await newStoredFiles(ctx, { server_id, bytes: gb * 1_000_000_000, price })
  }
  for (const [n, one] of world.runs.entries()) await insertRun(ctx, owners[one.owner], one, n)
  await insertSubscriptions(ctx, owners, world.subscriptions)
}

const insertSubscriptions = async (
  ctx: Context,
  owners: readonly [string, string, string],
  all: readonly AnySubscription[],
) => {
  const { id: plan_id } = await createPlan(ctx, {
    ...{ name: 'Any', retention_days: 7, features: [], methods: ['native'], plan_types: ['basic'] },
    ...{ price_minor: 499, currency: 'EUR', price_as_of: '2026-01-01' },
  })
  const now = ctx.clock.now()
  const seen = new Set<string>()
  for (const { owner, ends_in_days, ...one } of all) {
    // An organization asks for a plan once.
    if (one.status === 'requested' && seen.has(owners[owner])) continue
    if (one.status === 'requested') seen.add(owners[owner])
    await ctx.db
      .insertInto('subscriptions')
      .values({
        ...one,
        ...{ id: ctx.ids.make('sub'), organization_id: owners[owner], plan_id, source: 'grant' },
        ...{ price_as_of: '2026-01-01', requested_by_name: 'Backstay', created_at: now, updated_at: now },
        ends_at: ends_in_days === null ? null : isoPlusMs(now, ends_in_days * dayMs),
      })
      .execute()
  }
}

const rowOf = (one: AnyServer, n: number, now: string): Partial<NewRow<'servers'>> => ({
  name: `web-${n}`,
  provider: one.provider,
  ...(one.provider === 'machine' ? { provider_account_id: null } : {}),
  backups_enabled: one.enabled,
  backups_enabled_at: one.enabled ? isoPlusMs(now, -5 * dayMs) : null,
  protections: JSON.stringify(one.protections),
  rpo_status: one.rpo_status,
  last_backup_at: one.age_days === null ? null : isoPlusMs(now, -one.age_days * dayMs),
  missing_since: one.missing ? now : null,
  strip:
    one.strip &&
    JSON.stringify({
      ...one.strip,
      proof: '.'.repeat(30),
      last_day: isoPlusMs(now, -one.strip.behind * dayMs).slice(0, 10),
    }),
  native_points: one.points[0],
  snapshot_points: one.points[1],
  file_points: one.points[2],
  storage_bytes: one.storage_bytes,
  posture: one.posture,
  ...(one.price_minor === null ? {} : { native_state: 'on', price_minor: one.price_minor, currency: 'USD' }),
})

const insertRun = async (ctx: Context, organization_id: string, one: AnyRun, n: number) => {
  const at = isoPlusMs(ctx.clock.now(), -one.hours_ago * 3_600_000)
  const state = one.outcome === 'running' || one.outcome === 'queued' ? one.outcome : 'finished'
  await ctx.db
    .insertInto('runs')
    .values({
      id: `${firstIdAt('run', at).slice(0, -4)}${String(n).padStart(4, '0')}`,
      kind: one.kind,
      organization_id,
      state,
      outcome: one.outcome === 'running' || one.outcome === 'queued' ? null : one.outcome,
      progress: '{"kind":"none"}',
      stats: '{}',
      requested_by_kind: 'system',
      requested_by_name: 'Backstay',
      finished_at: state === 'finished' ? at : null,
      created_at: at,
      updated_at: at,
    })
    .execute()
}
