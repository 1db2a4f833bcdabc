import { type Context, systemCaller } from '../../src/context.ts'
import { getOverview } from '../../src/insights/overview/get-overview.ts'
import { refreshFleetSums } from '../../src/insights/overview/refresh-fleet-sums.ts'
import { listRecommendations } from '../../src/insights/recommendations/list-recommendations.ts'
import { refreshRecommendations } from '../../src/insights/recommendations/refresh-recommendations.ts'
import { getMoneyAnalytics } from '../../src/insights/storage/get-money-analytics.ts'
import { listMargins } from '../../src/insights/storage/list-margins.ts'
import { MoneyQuery } from '../../src/insights/storage/schema.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { listRuns } from '../../src/runs/list-runs.ts'
import { countServers } from '../../src/servers/count-servers.ts'
import { foldServerCounts } from '../../src/servers/fold-server-counts.ts'
import { listServers } from '../../src/servers/list-servers.ts'
import type { ListServersQuery } from '../../src/servers/schema.ts'
import type { Figure } from './figure.ts'
import { analyze, fillNativePoints, fillRunsOverTime, fillServers, protectFleet } from './fleet.ts'
import { timed } from './timed.ts'
import { openBenchWorld } from './world.ts'

const servers = 100_000
const runs = 1_000_000
const points = 3_000_000

/** The dashboard, its recommendations and the filters behind it at 100,000 servers, 1,000,000 runs and 3,000,000 recovery points. */
export const benchOverview = async (): Promise<Figure[]> => {
  const { ctx, close } = await openBenchWorld()
  try {
    await fillServers(ctx, servers)
    await protectFleet(ctx)
    await fillRunsOverTime(ctx, runs, servers)
    await fillNativePoints(ctx, points)
    // As a minute after so much was written.
    await foldServerCounts(ctx)
    await analyze(ctx)
    return await measure(ctx)
  } finally {
    await close()
  }
}

const one = `org_${'0'.repeat(25)}7`
const filters: readonly [string, Partial<ListServersQuery>][] = [
  ['RPO met', { rpo_status: 'met' }],
  ['RPO missed', { rpo_status: 'missed' }],
  ['drifted', { state: 'drifted' }],
  ['unprotected', { state: 'unprotected' }],
  ['missed on a day', { went: 'missed', day: systemClock.now().slice(0, 10) }],
  ['of a plan type', { plan_type: 'basic' }],
  ['of a region nobody has', { region: 'ams3' }],
  ['by native backups', { method: 'native' }],
  ['by files', { method: 'files' }],
  ['critical', { critical: true }],
  ['whose drill failed', { state: 'drill_failed' }],
  ['posture: a drill passed', { posture: 'drill_passed' }],
  ['without a copy outside', { posture: 'no_copy_outside' }],
  ['with something to restore, by size', { has_points: true, sort: '-storage_bytes' }],
]

const measure = async (ctx: Context): Promise<Figure[]> => {
  const once = async (name: string, work: () => Promise<unknown>): Promise<Figure> => {
    const startedMs = performance.now()
    await work()
    return { name, value: performance.now() - startedMs, unit: 'ms', note: 'in the background' }
  }
  const figures = [
    await once('sums of the fleet, made anew', () => refreshFleetSums(ctx)),
    await once('sums of the fleet, without news', () => refreshFleetSums(ctx)),
    await once('recommendations, made anew', () => refreshRecommendations(ctx)),
    await once('recommendations, without news', () => refreshRecommendations(ctx)),
  ]
  const member = {
    ...systemCaller,
    kind: 'user' as const,
    operator: false,
    memberships: [{ organization_id: one, role: 'viewer' as const }],
  }
  figures.push(await timed(ctx, 'overview: of the installation', () => getOverview(ctx, {})))
  figures.push(await timed(ctx, 'overview: of one organization', () => getOverview(ctx, { organization_id: one })))
  figures.push(await timed(ctx, 'overview: as a member', () => getOverview({ ...ctx, caller: member }, {})))
  const money = MoneyQuery.parse({})
  const margins = { sort: '-margin' as const, limit: 50 }
  figures.push(await timed(ctx, 'analytics: cost and revenue by month', () => getMoneyAnalytics(ctx, money)))
  figures.push(await timed(ctx, 'analytics: margins by customer', () => listMargins(ctx, margins)))
  figures.push(await timed(ctx, 'servers: counts', () => countServers(ctx, {})))
  figures.push(
    await timed(ctx, 'recommendations: first page', () => listRecommendations(ctx, { state: 'open', limit: 50 })),
  )
  for (const q of ['repository', 'odd', 'nothing like it'])
    figures.push(await timed(ctx, `runs: whose error says ${q}`, () => listRuns(ctx, { limit: 50, q })))
  for (const [name, query] of filters)
    figures.push(await timed(ctx, `servers: ${name}`, () => listServers(ctx, { limit: 50, sort: 'name', ...query })))
  return figures
}
