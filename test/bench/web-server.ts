import { sql } from 'kysely'
import { loadConfig } from '../../src/config.ts'
import { noOrigin, systemCaller } from '../../src/context.ts'
import { createUser } from '../../src/identity/create-user.ts'
import { refreshFleetSums } from '../../src/insights/overview/refresh-fleet-sums.ts'
import { refreshRecommendations } from '../../src/insights/recommendations/refresh-recommendations.ts'
import { createLog } from '../../src/lib/log.ts'
import { startBackstay } from '../../src/start.ts'
import { analyze, fillRunsOverTime, fillServers, protectFleet, withoutIndexes } from './fleet.ts'

// A process of its own beside the browser: the product with a large fleet and one operator, who is told to the parent.
const servers = Number(process.env.BENCH_SERVERS)
const runs = Number(process.env.BENCH_RUNS)
const email = 'operator@example.com'
const password = 'correct horse battery'

const running = await startBackstay(loadConfig(process.env), createLog('silent'), {
  api: { limits: { requests_per_minute: 1e9, anonymous_requests_per_minute: 1e9, tries_per_minute: 1e9 } },
})
const ctx = { ...running.services, caller: systemCaller, origin: noOrigin }
await createUser(ctx, { name: 'Operator', email, password, operator: true })
// Longer than any statement of the product may take.
await running.services.db.connection().execute(async (db) => {
  await sql`set statement_timeout = 0`.execute(db)
  await withoutIndexes(db, 'servers', async () => {
    await fillServers({ ...ctx, db }, servers)
    await protectFleet({ ...ctx, db })
  })
  await withoutIndexes(db, 'runs', () => fillRunsOverTime({ ...ctx, db }, runs, servers))
  await analyze({ ...ctx, db })
  await sql`reset statement_timeout`.execute(db)
})
await refreshFleetSums(ctx)
await refreshRecommendations(ctx)
process.send?.({ url: running.url, email, password })

process.on('disconnect', () => void running.stop().then(() => process.exit(0)))
