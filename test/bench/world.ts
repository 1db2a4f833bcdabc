import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { createDb, createPool } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { Jobs } from '../../src/jobs/jobs.ts'
import { type Clock, systemClock } from '../../src/lib/clock.ts'
import { createIds } from '../../src/lib/ids.ts'
import { createLog } from '../../src/lib/log.ts'
import { systemRandom } from '../../src/lib/random.ts'
import { systemWait, type Wait } from '../../src/lib/wait.ts'
import { ensureHouseOrganization } from '../../src/organizations/ensure-house-organization.ts'
import { createProviders } from '../../src/providers/create-providers.ts'
import { noProviderMetrics } from '../../src/providers/provider-metrics.ts'
import { createProvider, describeProvider } from '../../src/providers/registry.ts'
import { testServices } from '../helpers/jobs.ts'
import { startOwnPostgres } from '../helpers/own-postgres.ts'

const noJobs: Jobs = { enqueue: async () => null, enqueueMany: async () => [] }

export type BenchWorld = { readonly ctx: Context; close(): Promise<void> }

/**
 * A Postgres of its own with fsync on, the real adapters, and nobody who works the queue. With a clock of one's own goes the way to
 * wait for it.
 */
export const openBenchWorld = async (clock: Clock = systemClock, wait: Wait = systemWait): Promise<BenchWorld> => {
  const postgres = await startOwnPostgres()
  try {
    await migrate(postgres.connection, { log: createLog('error') })
  } catch (error) {
    await postgres.remove()
    throw error
  }
  const limits = { max: 8, statement_timeout_ms: 600_000, application_name: 'backstay bench', onError: () => undefined }
  const pool = createPool(postgres.connection, limits)
  const parts = {
    clock,
    wait,
    random: systemRandom,
    log: createLog('silent'),
    metrics: noProviderMetrics,
    shared_limiters: new Map(),
  }
  const services = {
    ...testServices(createDb(pool), noJobs, createLog('silent')),
    clock,
    ids: createIds(clock),
    providers: createProviders({ describe: describeProvider, create: (account) => createProvider(account, parts) }),
  }
  await ensureHouseOrganization(services)
  return {
    ctx: { ...services, caller: systemCaller, origin: noOrigin },
    close: async () => {
      await pool.end()
      await postgres.remove()
    },
  }
}
