import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Registry } from 'prom-client'
import { ensurePlans } from './billing/ensure-plans.ts'
import { openStripe } from './billing/open-stripe.ts'
import type { Config } from './config.ts'
import { noOrigin, type Services, systemCaller } from './context.ts'
import { type OpenDatabase, openDatabase } from './db/open-database.ts'
import { createDemoAgent } from './demo/demo-agent.ts'
import { createDemoClouds } from './demo/demo-clouds.ts'
import { demoHandlers } from './demo/handlers.ts'
import { rememberDemo } from './demo/remember-demo.ts'
import { startDemo } from './demo/start-demo.ts'
import { gatewayHandlers, gatewayTasks } from './gateway/handlers.ts'
import { requireFreeAddress } from './http/listen.ts'
import { createFirstOperator } from './identity/create-first-operator.ts'
import { issueFirstOperatorLink } from './identity/issue-first-operator-link.ts'
import { announceWorker } from './installation/announce-worker.ts'
import { ensureInstallation } from './installation/ensure-installation.ts'
import { loadRootKey } from './installation/load-root-key.ts'
import type { TaskHandler } from './jobs/handler.ts'
import type { JobTimings } from './jobs/job-timings.ts'
import { type JobsRunning, startJobs } from './jobs/start-jobs.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import { createIds } from './lib/ids.ts'
import type { Log } from './lib/log.ts'
import { createPing, runPing } from './lib/ping.ts'
import { publicUrl } from './lib/public-url.ts'
import { type Reach, systemReach } from './lib/reach.ts'
import { createSecrets } from './lib/secrets.ts'
import { ensureHouseOrganization } from './organizations/ensure-house-organization.ts'
import { connectProviders } from './providers/connect-providers.ts'
import type { Providers } from './providers/providers.ts'
import { ensureDefaultLocation } from './repositories/ensure-default-location.ts'
import { type ApiOptions, startApi } from './start-api.ts'
import { type GatewayRunning, startGateway } from './start-gateway.ts'
import { allTasks, type TaskSettings } from './tasks.ts'
import { cron, handlers } from './worker/handlers.ts'

export type StartOptions = {
  clock?: Clock
  api?: ApiOptions
  providers?: Providers
  reach?: Reach
  timings?: JobTimings
}

export type Running = {
  readonly services: Services
  readonly url: string
  /** Set while there is no operator and this process serves the web: the one-time link with which to become it. */
  readonly first_operator_link: string | null
  /** Ends in order: requests, jobs, connections, Postgres. */
  stop(): Promise<void>
}

const jobGraceMs = 20_000

/** Builds everything and starts the roles; the one place where the parts of a process are put together. Throws StartupError. */
export const startBackstay = async (config: Config, log: Log, options: StartOptions = {}): Promise<Running> => {
  const started: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    const clock = options.clock ?? systemClock
    if (config.roles.includes('api') || config.roles.includes('gateway')) await requireFreeAddress(config)
    const database = await openDatabase(config, log, { max: 10 })
    started.push(database.close)
    const secrets = createSecrets(await loadRootKey(config, database.db))
    await rememberDemo({ config, database, clock })
    await ensureInstallation({ db: database.db, clock, secrets })
    const demo = { clouds: createDemoClouds(), agent: createDemoAgent() }
    // Ends after the jobs that work with them.
    started.push(demo.clouds.close)
    let gateway: GatewayRunning | null = null
    // Ends after the jobs whose restic speaks to it.
    started.push(async () => gateway?.close())
    const queue = await startQueue(config, log, clock, database, options.timings)
    started.push(() => queue.stop({ grace_ms: jobGraceMs }))
    const registry = new Registry()
    const providers = options.providers ?? connectProviders({ clock, log, registry })
    const services = {
      config,
      clock,
      ids: createIds(clock),
      log,
      db: database.db,
      jobs: queue.jobs,
      secrets,
      providers,
      reach: options.reach ?? systemReach,
      ping: createPing(runPing),
    }
    await ensureHouseOrganization(services)
    await ensurePlans(services)
    await ensureDefaultLocation(services)
    // Loading the client takes longer than Stripe likes to wait for its first answer.
    if (config.stripe !== null) await openStripe(services)
    const isWorker = config.roles.includes('worker')
    if (config.roles.includes('gateway')) gateway = await startGateway(services, registry)
    if (isWorker) await demo.clouds.open(services)
    await work(services, queue, {
      worker: isWorker ? [...handlers, ...demoHandlers(demo)] : null,
      gateway: gateway === null ? null : gatewayHandlers(gateway.stores),
    })
    if (isWorker) started.push(await announceWorker(services))
    const link = await prepareFirstOperator(services)
    const url = publicUrl(config)
    if (config.roles.includes('api')) {
      const api = await startApi(
        services,
        { database, queue, gateway: gateway?.gateway ?? null, registry },
        { web_dir: builtWeb(), ...options.api },
      )
      started.push(api.close)
    }
    // Ends first: what it works on is given up in order.
    started.push(demo.agent.stop)
    if (isWorker) await startDemo(services)
    return { services, url, first_operator_link: link, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The tasks of the roles that this process has. */
const work = async (
  services: Services,
  queue: JobsRunning,
  parts: { worker: readonly TaskHandler[] | null; gateway: readonly TaskHandler[] | null },
): Promise<void> => {
  if (parts.worker === null && parts.gateway === null) return
  const touching: readonly TaskSettings[] = gatewayTasks
  const mine = allTasks.filter((task) => (touching.includes(task) ? parts.gateway : parts.worker) !== null)
  await queue.work(services, [...(parts.worker ?? []), ...(parts.gateway ?? [])], {
    // The calendar is one for all processes; those that know all of it keep it.
    cron: parts.worker === null ? null : cron,
    tasks: mine,
  })
}

const startQueue = (
  config: Config,
  log: Log,
  clock: Clock,
  database: OpenDatabase,
  timings?: JobTimings,
): Promise<JobsRunning> => {
  const works = config.roles.includes('worker') || config.roles.includes('gateway')
  const role = works ? 'worker' : 'enqueue_only'
  return startJobs({
    connection: database.connection,
    log,
    clock,
    tasks: allTasks,
    role,
    ...(timings ? { timings } : {}),
  })
}

const prepareFirstOperator = async (services: Services): Promise<string | null> => {
  const { first_operator, roles } = services.config
  if (first_operator === null && !roles.includes('api')) return null
  if (first_operator === null) return issueFirstOperatorLink(services, publicUrl(services.config))
  await createFirstOperator({ ...services, caller: systemCaller, origin: noOrigin }, first_operator)
  return null
}

const builtWeb = () => {
  const directory = resolve(import.meta.dirname, '../web/dist')
  return existsSync(resolve(directory, 'index.html')) ? directory : null
}
