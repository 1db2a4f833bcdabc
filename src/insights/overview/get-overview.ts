import { type Context, requireRole, scopeOf } from '../../context.ts'
import { countWorkers } from '../../installation/count-workers.ts'
import { dayMs, hourMs, isoPlusMs } from '../../lib/clock.ts'
import { invalidField } from '../../lib/errors.ts'
import { firstIdAt } from '../../lib/ids.ts'
import { countRuns } from '../../runs/count-runs.ts'
import { listRuns } from '../../runs/list-runs.ts'
import { countServers } from '../../servers/count-servers.ts'
import { ServerProvider } from '../../servers/schema.ts'
import { addAmounts } from './add-amounts.ts'
import { dueBefore } from './due-before.ts'
import { inOneCurrency } from './in-one-currency.ts'
import type { Reckoning } from './in-own-currency.ts'
import { listAttention } from './list-attention.ts'
import { listOf } from './list-of.ts'
import { monthlyRevenue } from './monthly-revenue.ts'
import {
  countDue,
  countFailedByDay,
  countRpo,
  findLastSync,
  findSumsState,
  listSums,
  type SumsRow,
  type SumsState,
  sumProtectedOnDay,
} from './overview-queries.ts'
import { postureFigures } from './posture-figures.ts'
import { readReckoning } from './read-reckoning.ts'
import type { Figure, FleetRow, MonthlyCost, Overview, OverviewQuery } from './schema.ts'

const daysShown = 30
const runsShown = 5
const growthDays = 30

/** How the fleet stands: each figure with the list that has exactly what it counts. Of all the caller may see, or of one organization. */
export const getOverview = async (ctx: Context, query: OverviewQuery): Promise<Overview> => {
  const { organization_id } = query
  if (organization_id !== undefined) requireRole(ctx.caller, organization_id, 'viewer')
  requireSoon(ctx, query)
  // Three at a time, as one caller should not take every connection.
  const [{ counts, rpo, attention, workers, before }, { state, sums, last_sync_at }, work] = await Promise.all([
    standing(ctx, organization_id),
    summed(ctx, organization_id),
    worked(ctx, organization_id),
  ])
  const { last_24_hours, failed, running } = work
  const servers = (count: number, filter: Record<string, string>): Figure => ({
    count,
    list: listOf('/api/servers', { organization_id, ...filter }),
  })
  return {
    as_of: state?.as_of ?? null,
    last_sync_at,
    servers: {
      all: servers(counts.all, {}),
      enabled: servers(counts.enabled, { backups: 'enabled' }),
      disabled: servers(counts.disabled, { backups: 'disabled' }),
    },
    enabled_growth_30_days: before === null ? null : counts.enabled - before,
    protections: { wanted: sumOf(sums, 'protections'), on: sumOf(sums, 'protections_on') },
    workers,
    recovery_points: {
      count: sumOf(sums, 'native_points') + sumOf(sums, 'snapshot_points') + sumOf(sums, 'file_points'),
      native: sumOf(sums, 'native_points'),
      snapshot: sumOf(sums, 'snapshot_points'),
      files: sumOf(sums, 'file_points'),
      list: listOf('/api/servers', { organization_id, has_points: 'true' }),
    },
    storage: {
      bytes: sumOf(sums, 'storage_bytes'),
      unknown: sumOf(sums, 'servers_of_unknown_size'),
      list: listOf('/api/servers', { organization_id, sort: '-storage_bytes' }),
    },
    ...(await monthlyMoney(ctx, { organization_id, state, sums })),
    last_24_hours: {
      ...last_24_hours,
      missed: missedToday(sums, ctx.clock.now(), organization_id),
    },
    attention,
    posture: {
      met: servers(rpo.met, { backups: 'enabled', rpo_status: 'met' }),
      at_risk: servers(rpo.at_risk, { backups: 'enabled', rpo_status: 'at_risk' }),
      missed: servers(rpo.missed, { backups: 'enabled', rpo_status: 'missed' }),
      unprotected: servers(counts.unprotected, { state: 'unprotected' }),
      ...postureFigures(sums, organization_id),
    },
    fleet: {
      rows: fleetRows(sums, ctx.clock.now(), organization_id),
      failed,
    },
    running: { ...running, due_by: await dueBy(ctx, query, state) },
  }
}

const standing = async (ctx: Context, organization_id: string | undefined) => {
  const counts = await countServers(ctx, { organization_id })
  const day = isoPlusMs(ctx.clock.now(), -(growthDays + 1) * dayMs).slice(0, 10)
  return {
    counts,
    rpo: await countRpo(ctx.db, scopeOf(ctx.caller), organization_id),
    attention: await listAttention(ctx, { organization_id, counts }),
    workers: ctx.caller.operator ? await countWorkers(ctx) : null,
    before: await sumProtectedOnDay(ctx.db, scopeOf(ctx.caller), { organization_id, day }),
  }
}

const summed = async (ctx: Context, organization_id: string | undefined) => {
  const scope = scopeOf(ctx.caller)
  return {
    state: await findSumsState(ctx.db),
    sums: await listSums(ctx.db, scope, organization_id),
    last_sync_at: await findLastSync(ctx.db, organization_id === undefined ? scope : [organization_id]),
  }
}

const worked = async (ctx: Context, organization_id: string | undefined) => {
  const now = ctx.clock.now()
  const since = isoPlusMs(now, -dayMs)
  const lists = [
    { since },
    { since, outcome: 'failed' },
    { since, outcome: 'warning' },
    { state: 'running' },
    { state: 'queued' },
  ] as const
  const counts = await countRuns(
    ctx,
    lists.map((filter) => ({ organization_id, ...filter })),
  )
  const figure = (at: number): Figure => ({
    count: counts[at] ?? 0,
    list: listOf('/api/runs', { organization_id, ...lists[at] }),
  })
  const within = { organization_id, now, until: isoPlusMs(now, hourMs) }
  return {
    last_24_hours: { since, runs: figure(0), failed: figure(1), warnings: figure(2) },
    failed: await failedByDay(ctx, organization_id),
    running: {
      running: figure(3),
      queued: figure(4),
      runs: (await listRuns(ctx, { organization_id, state: 'running', limit: runsShown })).data,
      due_within_hour: await countDue(ctx.db, scopeOf(ctx.caller), within),
    },
  }
}

type Summed =
  | 'native_points'
  | 'snapshot_points'
  | 'file_points'
  | 'storage_bytes'
  | 'servers_of_unknown_size'
  | 'servers'
  | 'protections'
  | 'protections_on'
type SummedCosts = 'costs_known' | 'costs_unknown'
const sumOf = (rows: readonly SumsRow[], column: Summed | SummedCosts): number =>
  rows.reduce((sum, row) => sum + row[column], 0)

const monthlyMoney = async (
  ctx: Context,
  { organization_id, state, sums }: { organization_id: string | undefined; state: SumsState | null; sums: SumsRow[] },
): Promise<Pick<Overview, 'monthly_cost' | 'monthly_revenue'>> => {
  if (!ctx.caller.operator) return { monthly_cost: null, monthly_revenue: null }
  const reckoning = await readReckoning(ctx)
  const cost = monthlyCost(sums, { prices_as_of: state?.prices_as_of ?? null, reckoning })
  const revenue = await monthlyRevenue(ctx, { organization_id, state, cost, sums, reckoning })
  return { monthly_cost: cost, monthly_revenue: revenue }
}

const monthlyCost = (
  sums: readonly SumsRow[],
  { prices_as_of, reckoning }: { prices_as_of: string | null; reckoning: Reckoning },
): MonthlyCost => {
  const amounts = addAmounts(sums.flatMap(({ costs }) => costs))
  return {
    amounts,
    converted: inOneCurrency(amounts, reckoning),
    known: sumOf(sums, 'costs_known'),
    unknown: sumOf(sums, 'costs_unknown'),
    prices_as_of,
  }
}

/** The same as the fleet strip's cells of today. */
const missedToday = (sums: readonly SumsRow[], now: string, organization_id: string | undefined): Figure => {
  const day = now.slice(0, 10)
  const missed = sums.flatMap(({ days }) => days).filter(([of]) => of === day)
  return {
    count: missed.reduce((sum, [, , , count]) => sum + count, 0),
    list: listOf('/api/servers', { organization_id, day, went: 'missed' }),
  }
}

// The sums go two days ahead, and of a protection only its next time is written down.
const dueDays = 2

const requireSoon = (ctx: Context, { due_until }: OverviewQuery): void => {
  const latest = isoPlusMs(ctx.clock.now(), dueDays * dayMs)
  if (due_until !== undefined && isoPlusMs(due_until, 0) > latest)
    throw invalidField('due_until', `What is due is known for ${dueDays} days: up to ${latest}.`)
}

/** Of everybody's the sums tell, as many may be due in a day. */
const dueBy = async (
  ctx: Context,
  { organization_id, due_until: until }: OverviewQuery,
  state: SumsState | null,
): Promise<Overview['running']['due_by']> => {
  if (until === undefined) return null
  const now = ctx.clock.now()
  const scope = scopeOf(ctx.caller)
  if (scope === 'all' && organization_id === undefined)
    return { until, count: dueBefore(state?.due ?? [], { now, until }) }
  return { until, count: await countDue(ctx.db, scope, { organization_id, now, until }) }
}

/** The days up to today in UTC, oldest first. */
const lastDays = (now: string): string[] =>
  Array.from({ length: daysShown }, (_, i) => isoPlusMs(now, (i + 1 - daysShown) * dayMs).slice(0, 10))

/** One row for each provider, the largest first, with every day; days of which nothing is known are zero. */
const fleetRows = (sums: readonly SumsRow[], now: string, organization_id: string | undefined): FleetRow[] => {
  const providers = [...new Set(sums.map(({ provider }) => provider))]
  return providers
    .map((provider) => {
      const rows = sums.filter((row) => row.provider === provider)
      const known = rows.flatMap(({ days }) => days)
      return {
        provider: ServerProvider.parse(provider),
        servers: sumOf(rows, 'servers'),
        list: listOf('/api/servers', { organization_id, provider }),
        days: lastDays(now).map((day) => {
          const went = known.filter(([of]) => of === day)
          const add = (at: 1 | 2 | 3) => went.reduce((sum, one) => sum + one[at], 0)
          return { day, good: add(1), warning: add(2), missed: add(3) }
        }),
      }
    })
    .sort((a, b) => b.servers - a.servers)
}

const failedByDay = async (ctx: Context, organization_id: string | undefined): Promise<Overview['fleet']['failed']> => {
  const days = lastDays(ctx.clock.now())
  const bounds = days.map((day) => ({
    day,
    since: `${day}T00:00:00.000Z`,
    until: isoPlusMs(`${day}T00:00:00.000Z`, dayMs),
  }))
  const ids = {
    first_id: firstIdAt('run', bounds[0]?.since ?? ''),
    until_id: firstIdAt('run', bounds.at(-1)?.until ?? ''),
  }
  const rows = await countFailedByDay(ctx.db, scopeOf(ctx.caller), { organization_id, ...ids })
  const counted = new Map(rows.map((row) => [row.day, row.count]))
  return bounds.map(({ day, since, until }) => ({
    day,
    count: counted.get(day) ?? 0,
    list: listOf('/api/runs', { organization_id, kind: 'backup', outcome: 'failed', since, until }),
  }))
}
