import { Kysely, PostgresDialect, sql } from 'kysely'
import { grantSubscription } from '../../../src/billing/grant-subscription.ts'
import { loadConfig } from '../../../src/config.ts'
import { type Context, noOrigin, systemCaller } from '../../../src/context.ts'
import type { Db } from '../../../src/db/database.ts'
import type { Database } from '../../../src/db/tables.gen.ts'
import { testClock } from '../../../src/lib/clock.ts'
import { createIds } from '../../../src/lib/ids.ts'
import { createLog } from '../../../src/lib/log.ts'
import { seededRandom } from '../../../src/lib/random.ts'
import { testWait } from '../../../src/lib/wait.ts'
import { createOrganization } from '../../../src/organizations/create-organization.ts'
import { ensureHouseOrganization } from '../../../src/organizations/ensure-house-organization.ts'
import { startSync } from '../../../src/provider-accounts/start-sync.ts'
import { createProviders } from '../../../src/providers/create-providers.ts'
import { noProviderMetrics } from '../../../src/providers/provider-metrics.ts'
import { createProvider, describeProvider } from '../../../src/providers/registry.ts'
import type { Sandbox } from '../../../src/sandbox/start-sandbox.ts'
import { bulkAdopt } from '../../../src/servers/bulk-adopt.ts'
import { createTestDatabase } from '../database.ts'
import { testServices } from '../jobs.ts'
import { openSandbox } from '../sandbox-clouds.ts'
import { createLife, type Life, mortalPool, mortalProvider } from './mortal.ts'
import { prepareQueue, tableJobs, workDueJobs } from './queue.ts'
import { type StripeSide, startStripeSide } from './stripe-side.ts'
import { watchPlaces } from './watch-places.ts'

export const cloudNames = ['digitalocean', 'contabo'] as const
export type CloudName = (typeof cloudNames)[number]

export type WorldServer = { id: string; name: string; cloud: CloudName; ref: string }

/** An installation that works on two sandbox clouds, by a clock of its own, in a process that can be killed. */
export type ToggleWorld = {
  readonly db: Db
  readonly clock: ReturnType<typeof testClock>
  readonly clouds: Readonly<Record<CloudName, Sandbox>>
  readonly servers: readonly WorldServer[]
  readonly organization_id: string
  readonly plan_id: string
  readonly subscription_id: string
  readonly stripe: StripeSide
  /** Of the process that lives now. */
  ctx(): Context
  life(): Life
  /** A new process, on the same database. */
  restart(): void
  /** Works what is due, or only one task's jobs. */
  work(task?: string): Promise<number>
  /** Starts a sync of each cloud and works. */
  sync(): Promise<void>
  end(): Promise<void>
}

export const createToggleWorld = async (options: { serversEach: number; places: number }): Promise<ToggleWorld> => {
  const database = await createTestDatabase()
  const { db, pool } = database
  const clock = testClock()
  const ids = createIds(clock)
  await prepareQueue(db)
  const stripe = await startStripeSide(clock)
  const config = loadConfig({ BACKSTAY_ENV: 'test', ...stripe.env })
  const open = (provider: CloudName) =>
    openSandbox({ provider, clock, settings: { calls_per_hour: 1e9, action_ms: 5_000 } })
  const clouds = { digitalocean: await open('digitalocean'), contabo: await open('contabo') }

  const begin = (): { life: Life; ctx: Context } => {
    const life = createLife()
    const parts = {
      clock,
      wait: testWait(clock),
      random: seededRandom(1),
      log: createLog('silent'),
      metrics: noProviderMetrics,
    }
    const providers = createProviders({
      describe: describeProvider,
      create: (account, known_addons) => mortalProvider(createProvider({ ...account, known_addons }, parts), life),
    })
    const mortal = new Kysely<Database>({ dialect: new PostgresDialect({ pool: mortalPool(pool, life) }) })
    const services = { ...testServices(mortal, tableJobs, createLog('silent')), config, clock, ids, providers }
    return { life, ctx: { ...services, caller: systemCaller, origin: noOrigin } }
  }
  let process = begin()
  const ctx = () => process.ctx
  const work = (task?: string) => workDueJobs(db, ctx(), task)
  const sync = async () => {
    const { rows } = await sql<{ id: string }>`select id from provider_accounts order by id`.execute(db)
    for (const { id } of rows) await startSync(ctx(), { provider_account_id: id })
    await work()
    await work()
  }

  await ensureHouseOrganization(ctx())
  for (const name of cloudNames) await connect(ctx(), name, clouds[name])
  await sync()
  const arranged = await arrange(ctx(), db, options)
  await stripe.join(db, arranged)
  await watchPlaces(db)
  return {
    db,
    clock,
    clouds,
    stripe,
    ...arranged,
    ctx,
    life: () => process.life,
    restart: () => {
      process = begin()
    },
    work,
    sync,
    end: async () => {
      for (const name of cloudNames) await clouds[name].close()
      await stripe.sandbox.close()
      await database.drop()
    },
  }
}

const connect = async (ctx: Context, provider: CloudName, cloud: Sandbox): Promise<void> => {
  const id = ctx.ids.make('pac')
  const now = ctx.clock.now()
  const row = {
    id,
    provider,
    label: provider,
    endpoint: cloud.url,
    sealed_credentials: ctx.secrets.seal('provider_credentials', id, JSON.stringify(cloud.control.credentials())),
    status: 'ok' as const,
    scopes: '[]',
    next_sync_at: '2100-01-01T00:00:00.000Z',
    created_at: now,
    updated_at: now,
  }
  await ctx.db.insertInto('provider_accounts').values(row).execute()
}

/** A customer with some plain servers at each cloud, and a plan that covers them. */
const arrange = async (ctx: Context, db: Db, { serversEach, places }: { serversEach: number; places: number }) => {
  const organization = await createOrganization(ctx, { name: 'Customer' })
  const { rows } = await sql<WorldServer>`
    select id, name, provider as cloud, provider_ref as ref from (
      select *, row_number() over (partition by provider order by id) as n from servers
      where native_state = 'off' and coalesce(cardinality(addon_ids), 0) = 0 and size not in ('V93', 'V8')
    ) s where n <= ${serversEach} order by provider, id`.execute(db)
  await bulkAdopt(ctx, { server_ids: rows.map(({ id }) => id), organization_id: organization.id })
  const now = ctx.clock.now()
  const plan_id = ctx.ids.make('pln')
  await db
    .insertInto('plans')
    .values({
      id: plan_id,
      name: 'Backups',
      price_minor: 499,
      currency: 'EUR',
      price_as_of: now.slice(0, 10),
      retention_days: 7,
      features: [],
      methods: ['native'],
      plan_types: ['basic'],
      created_at: now,
      updated_at: now,
    })
    .execute()
  const { id } = await grantSubscription(ctx, { organization_id: organization.id, plan_id, quantity: places })
  return { organization_id: organization.id, plan_id, subscription_id: id, servers: rows }
}
