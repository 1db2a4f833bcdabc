import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { createDb, createPool } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { getOverview } from '../../src/insights/overview/get-overview.ts'
import { refreshFleetSums } from '../../src/insights/overview/refresh-fleet-sums.ts'
import { listRecommendations } from '../../src/insights/recommendations/list-recommendations.ts'
import { refreshRecommendations } from '../../src/insights/recommendations/refresh-recommendations.ts'
import type { Jobs } from '../../src/jobs/jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createIds } from '../../src/lib/ids.ts'
import { createLog } from '../../src/lib/log.ts'
import { systemRandom } from '../../src/lib/random.ts'
import { systemWait } from '../../src/lib/wait.ts'
import { ensureHouseOrganization } from '../../src/organizations/ensure-house-organization.ts'
import { createProviders } from '../../src/providers/create-providers.ts'
import { noProviderMetrics } from '../../src/providers/provider-metrics.ts'
import { createProvider, describeProvider } from '../../src/providers/registry.ts'
import { countServers } from '../../src/servers/count-servers.ts'
import { foldServerCounts } from '../../src/servers/fold-server-counts.ts'
import { listServers } from '../../src/servers/list-servers.ts'
import type { ListServersQuery } from '../../src/servers/schema.ts'
import { testServices } from '../helpers/jobs.ts'
import { startOwnPostgres } from '../helpers/own-postgres.ts'
import type { Figure } from './figure.ts'
import { analyze, fillNativePoints, fillRunsOverTime, fillServers, protectFleet } from './fleet.ts'
import { timed } from './timed.ts'

const servers = 100_000
const runs = 1_000_000
const points = 3_000_000

const noJobs: Jobs = { enqueue: async () => null, enqueueMany: async () => [] }

/** The dashboard, its recommendations and the filters behind it at 100,000 servers, 1,000,000 runs and 3,000,000 recovery points. */
export const benchOverview = async (): Promise<Figure[]> => {
  const postgres = await startOwnPostgres()
  await migrate(postgres.connection, { log: createLog('error') })
  const limits = { max: 8, statement_timeout_ms: 600_000, application_name: 'backstay bench', onError: () => undefined }
  const pool = createPool(postgres.connection, limits)
  try {
    const ctx = contextOf(createDb(pool))
    await ensureHouseOrganization(ctx)
    await fillServers(ctx, servers)
    await protectFleet(ctx)
    await fillRunsOverTime(ctx, runs, servers)
    await fillNativePoints(ctx, points)
    // As a minute after so much was written.
    await foldServerCounts(ctx)
    await analyze(ctx)
    return await measure(ctx)
  } finally {
    await pool.end()
    await postgres.remove()
  }
}

const contextOf = (db: ReturnType<typeof createDb>): Context => {
  const parts = {
    clock: systemClock,
    wait: systemWait,
    random: systemRandom,
    log: createLog('silent'),
    metrics: noProviderMetrics,
    shared_limiters: new Map(),
  }
  const providers = createProviders({ describe: describeProvider, create: (account) => createProvider(account, parts) })
  const services = {
    ...testServices(db, noJobs, createLog('silent')),
    clock: systemClock,
    ids: createIds(systemClock),
    providers,
  }
  return { ...services, caller: systemCaller, origin: noOrigin }
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
  figures.push(await timed(ctx, 'servers: counts', () => countServers(ctx, {})))
  figures.push(
    await timed(ctx, 'recommendations: first page', () => listRecommendations(ctx, { state: 'open', limit: 50 })),
  )
  for (const [name, query] of filters)
    figures.push(await timed(ctx, `servers: ${name}`, () => listServers(ctx, { limit: 50, sort: 'name', ...query })))
  return figures
}
