import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { loadConfig } from '../../src/config.ts'
import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import { createApiKey } from '../../src/identity/create-api-key.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createIds } from '../../src/lib/ids.ts'
import { createLog } from '../../src/lib/log.ts'
import { createSecrets } from '../../src/lib/secrets.ts'
import { ensureHouseOrganization } from '../../src/organizations/ensure-house-organization.ts'
import { noProviders } from '../../src/providers/no-providers.ts'
import { allTasks } from '../../src/tasks.ts'
import { type AgentProcess, startAgent } from './agent-world.ts'
import { databaseUrl } from './database-url.ts'
import { freePort } from './free-port.ts'
import { resticProgram } from './gateway.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'
import { type MainProcess, startMain } from './main-process.ts'
import { noPing } from './no-ping.ts'
import { startOwnPostgres } from './own-postgres.ts'
import { until } from './until.ts'

export const victims = ['gateway', 'agent', 'worker', 'database'] as const
export type Victim = (typeof victims)[number]

/** The whole product with every role in a process of its own, on a Postgres of its own, and a machine with an agent. */
export type KillableWorld = {
  readonly ctx: Context
  /** As an operator. */
  readonly client: HttpClient
  readonly folder: string
  readonly data_dir: string
  readonly restic: string
  /** Starts the agent with a token, and waits until it is connected. */
  enrol(token: string): Promise<void>
  /** SIGKILL, and waits until it is gone. */
  kill(victim: Victim): Promise<void>
  /** Starts it again, and lets the time pass in which its absence is noticed. */
  revive(victim: Victim): Promise<void>
  outputs(): string
  end(): Promise<void>
}

const secret = 'only-for-tests-only-for-tests-only-for-tests'
type Role = 'api' | 'worker' | 'gateway'

export const createKillableWorld = async (): Promise<KillableWorld> => {
  const postgres = await startOwnPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'bs-'))
  const data_dir = join(folder, 'data')
  await mkdir(data_dir)
  const ports = { api: await freePort(), gateway: await freePort() }
  const restic = await resticProgram()
  const shared = {
    BACKSTAY_DATA_DIR: data_dir,
    DATABASE_URL: databaseUrl(postgres.connection),
    BACKSTAY_SECRET_KEY: secret,
    BACKSTAY_GATEWAY_URL: `http://127.0.0.1:${ports.gateway}`,
    BACKSTAY_PUBLIC_URL: `http://127.0.0.1:${ports.api}`,
    BACKSTAY_RESTIC: restic,
    BACKSTAY_LOG: 'error',
  }
  const roles = createRoles((role) => ({
    ...shared,
    BACKSTAY_ROLES: role,
    BACKSTAY_PORT: String(role === 'gateway' ? ports.gateway : ports.api),
  }))
  for (const role of ['api', 'gateway', 'worker'] as const) await roles.start(role)
  const { ctx, close } = await contextOf(roles.envOf('api'), postgres.connection)
  const { key } = await createApiKey(ctx, { name: 'test', operator: true })
  const url = shared.BACKSTAY_PUBLIC_URL
  let agent: AgentProcess | null = null
  const words = ['--server', url, '--state-dir', join(folder, 'agent')]
  const connect = async (more: string[] = []) => {
    agent = startAgent([...words, ...more], { BACKSTAY_RESTIC: restic })
    const one = agent
    await until(() => one.output().includes('Connected') || one.child.exitCode !== null)
    if (!one.output().includes('Connected')) throw new Error(one.output())
  }
  return {
    ctx,
    client: createHttpClient(url, key),
    folder,
    data_dir,
    restic,
    enrol: (token) => connect(['--token', token]),
    kill: async (victim) => {
      if (victim === 'database') return postgres.kill()
      if (victim === 'agent') {
        await agent?.end('SIGKILL')
        return
      }
      return roles.kill(victim)
    },
    revive: async (victim) => {
      if (victim === 'database') return postgres.start()
      await letTimePass(ctx, victim)
      if (victim === 'agent') return connect()
      return roles.start(victim)
    },
    outputs: () => [agent?.output() ?? '', roles.outputs()].join('\n----\n'),
    end: async () => {
      await agent?.end('SIGKILL')
      await roles.end()
      await close()
      await postgres.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The server's processes, by what they do. */
const createRoles = (envOf: (role: Role) => Record<string, string>) => {
  const mains = new Map<Role, MainProcess>()
  const said: string[] = []
  const kill = async (role: Role): Promise<void> => {
    const main = mains.get(role)
    main?.child.kill('SIGKILL')
    await main?.ended()
    said.push(main?.output() ?? '')
  }
  return {
    envOf,
    start: async (role: Role): Promise<void> => {
      const main = startMain(envOf(role))
      mains.set(role, main)
      await main.ready()
    },
    kill,
    outputs: () => [...said, ...[...mains.values()].map((main) => main.output())].join('\n----\n'),
    end: async (): Promise<void> => void (await Promise.all([...mains.keys()].map(kill))),
  }
}

const contextOf = async (env: Record<string, string>, connection: Parameters<typeof startJobs>[0]['connection']) => {
  const config = loadConfig({ ...env, BACKSTAY_ENV: 'test' })
  const log = createLog('silent')
  const database = await openDatabase(config, log, { max: 4 })
  const queue = await startJobs({ connection, log, clock: systemClock, tasks: allTasks, role: 'enqueue_only' })
  const services = {
    config,
    clock: systemClock,
    ids: createIds(systemClock),
    log,
    db: database.db,
    jobs: queue.jobs,
    secrets: createSecrets(secret),
    providers: noProviders,
    reach: async () => 'nobody is there',
    ping: noPing,
  }
  await ensureHouseOrganization(services)
  const ctx: Context = { ...services, caller: systemCaller, origin: noOrigin }
  const close = async () => {
    await queue.stop({ grace_ms: 1_000 })
    await database.close()
  }
  return { ctx, close }
}

const gatewayQueues = ['repositories.settle-objects', 'repositories.tend', 'repositories.scrub']

/**
 * The minutes after which a process that was killed counts as dead: what it held is moved into the past, and nobody else's.
 */
const letTimePass = async ({ db }: Context, victim: Exclude<Victim, 'database'>): Promise<void> => {
  const span = sql`make_interval(secs => 200)`
  if (victim === 'agent') {
    await sql`update gateway_credentials set expires_at = expires_at - ${span}
      where id in (select credential_id from agent_commands where state = 'taken') and revoked_at is null`.execute(db)
    await sql`update agent_commands set lease_until = lease_until - ${span} where state = 'taken'`.execute(db)
    await sql`update pgboss.job set start_after = start_after - ${span}
      where name = 'agents.watch-lease' and state < 'active'`.execute(db)
    return
  }
  const mine = victim === 'gateway'
  const names = sql.join(gatewayQueues)
  await sql`update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null
    where state = 'active' and (name in (${names})) = ${mine}`.execute(db)
  // A worker that comes back waits a while before it tries a failed job again.
  await sql`update pgboss.job set start_after = now() where state = 'retry' and (name in (${names})) = ${mine}`.execute(
    db,
  )
  if (mine) return
  await sql`update repositories set maintenance_until = maintenance_until - ${span} where maintenance_until is not null`.execute(
    db,
  )
  await sql`update gateway_credentials set expires_at = expires_at - ${span}
    where revoked_at is null and id not in (select credential_id from agent_commands where credential_id is not null and state = 'taken')`.execute(
    db,
  )
}
