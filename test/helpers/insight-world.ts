import fc from 'fast-check'
import type { Context } from '../../src/context.ts'
import type { NewRow } from '../../src/db/tables.gen.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { firstIdAt } from '../../src/lib/ids.ts'
import type { ServerProtection } from '../../src/servers/schema.ts'
import { newProviderAccount, newServer } from './servers.ts'

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
}
export type AnyRun = { owner: 0 | 1 | 2; kind: 'backup' | 'sync'; outcome: RunOutcome; hours_ago: number }
type RunOutcome = 'succeeded' | 'warning' | 'failed' | 'running' | 'queued'
export type AnyWorld = { servers: AnyServer[]; runs: AnyRun[] }

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
})

/** Puts the world in place of what was there. Owner 0 is the house. */
export const arrangeWorld = async (ctx: Context, owners: readonly [string, string, string], world: AnyWorld) => {
  for (const table of ['servers', 'runs', 'provider_accounts', 'recommendations'] as const)
    await ctx.db.deleteFrom(table).execute()
  const now = ctx.clock.now()
  const accounts = new Map<string, string>()
  for (const provider of ['digitalocean', 'contabo'])
    accounts.set(
      provider,
      await newProviderAccount(ctx, null, { provider, status: provider === 'contabo' ? 'unreachable' : 'ok' }),
    )
  for (const [n, one] of world.servers.entries())
    await newServer(
      ctx,
      { organization_id: owners[one.owner], provider_account_id: accounts.get(one.provider) ?? '' },
      rowOf(one, n, now),
    )
  for (const [n, one] of world.runs.entries()) await insertRun(ctx, owners[one.owner], one, n)
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
