import { sql } from 'kysely'
import type { Registry } from 'prom-client'
import { agentInstallRoutes } from './agents/install-routes.ts'
import { agentRoutes } from './agents/routes.ts'
import { createWaitingRoom, type WaitingRoom } from './agents/waiting-room.ts'
import { agentWireRoutes } from './agents/wire-routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { billingRoutes } from './billing/routes.ts'
import { bulkRoutes } from './bulk/routes.ts'
import type { Services } from './context.ts'
import type { OpenDatabase } from './db/open-database.ts'
import { demoRoutes } from './demo/routes.ts'
import { createEventSource } from './events/event-source.ts'
import type { Gateway } from './gateway/gateway.ts'
import type { AccessLogLevel } from './http/access-log.ts'
import { listen } from './http/listen.ts'
import type { Limits } from './http/options.ts'
import { createServer } from './http/server.ts'
import { type Auth, authPaths, createAuth } from './identity/auth.ts'
import { authenticate } from './identity/authenticate.ts'
import { handleAuthRequest } from './identity/handle-auth-request.ts'
import { identityRoutes } from './identity/routes.ts'
import { overviewRoutes } from './insights/overview/routes.ts'
import { recommendationRoutes } from './insights/recommendations/routes.ts'
import { storageInsightRoutes } from './insights/storage/routes.ts'
import type { ProcessFacts } from './installation/get-installation.ts'
import { installationRoutes } from './installation/routes.ts'
import { addJobMetrics } from './jobs/add-job-metrics.ts'
import type { JobsRunning } from './jobs/start-jobs.ts'
import { publicUrl } from './lib/public-url.ts'
import { drillRoutes } from './maintenance/drill-routes.ts'
import { imageDrillRoutes } from './maintenance/image-drills/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { notificationWebhooks } from './notifications/webhook-schema.ts'
import { operatorTaskRoutes } from './operator-tasks/routes.ts'
import { invitationRoutes } from './organizations/invitation-routes.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { plannerRoutes } from './protections/planner/routes.ts'
import { retentionRoutes } from './protections/retention/routes.ts'
import { protectionRoutes } from './protections/routes.ts'
import { timelineRoutes } from './protections/timeline/routes.ts'
import { priceRoutes } from './provider-accounts/prices/routes.ts'
import { rateRoutes } from './provider-accounts/rates/routes.ts'
import { providerAccountRoutes } from './provider-accounts/routes.ts'
import { fileRoutes } from './recovery-points/file-routes.ts'
import { recoveryPointRoutes } from './recovery-points/routes.ts'
import { repositoryRoutes } from './repositories/routes.ts'
import { restoreRoutes } from './restores/routes.ts'
import type { Route } from './route.ts'
import { runRoutes } from './runs/routes.ts'
import { serverRoutes } from './servers/routes.ts'
import { version } from './version.ts'

export type ApiOptions = {
  web_dir?: string | null
  limits?: Partial<Limits>
  /** At which level requests are logged. */
  access_log?: AccessLogLevel
  onRoute?: (route: string) => void
}

/** Every route of the product, in the order of the reference. */
export const allRoutes = (auth: Auth, facts: ProcessFacts, room: WaitingRoom): readonly Route[] => [
  ...identityRoutes(auth),
  ...organizationRoutes,
  ...invitationRoutes(auth),
  ...protectionRoutes,
  ...timelineRoutes,
  ...plannerRoutes,
  ...retentionRoutes,
  ...overviewRoutes,
  ...recommendationRoutes,
  ...billingRoutes,
  ...serverRoutes,
  ...agentRoutes,
  ...recoveryPointRoutes,
  ...restoreRoutes,
  ...bulkRoutes,
  ...drillRoutes,
  ...imageDrillRoutes,
  ...fileRoutes({ downloads: downloadsAtOnce }),
  ...runRoutes,
  ...providerAccountRoutes,
  ...priceRoutes,
  ...rateRoutes,
  ...repositoryRoutes,
  ...storageInsightRoutes,
  ...operatorTaskRoutes,
  ...notificationRoutes,
  ...auditRoutes,
  ...installationRoutes(facts),
  ...demoRoutes,
  ...agentInstallRoutes(),
  ...agentWireRoutes(room),
]

/** What the API needs of the process around it. */
export type ApiParts = {
  database: OpenDatabase
  queue: JobsRunning
  /** Where this process has that role too. */
  gateway: Gateway | null
  /** Of the other parts of this process. */
  registry: Registry
}

// Each download is a restic of its own.
const downloadsAtOnce = 4

// Open pages hear of changes by notification; this is for when one was lost.
const eventPollMs = 1_000
// Agents hear of work in the same way.
const workLookMs = 2_000

/** Starts the role `api`: sign-in, routes, live events and the web interface. Throws a StartupError. */
export const startApi = async (
  services: Services,
  { database, queue, gateway, registry }: ApiParts,
  options: ApiOptions,
): Promise<{ close(): Promise<void> }> => {
  const { config, clock, ids, log, db, secrets } = services
  const authSecret = secrets.derive('better-auth')
  const pool = database.createPool({ max: 3, application_name: 'backstay sign-in', plainTypes: true })
  const auth = createAuth({ pool, db, ids, log, secret: authSecret, public_url: publicUrl(config) })
  const events = createEventSource({ db, createClient: database.createClient, clock, log, poll_ms: eventPollMs })
  const room = createWaitingRoom({ db, events, clock, log, look_ms: workLookMs })
  const facts: ProcessFacts = {
    started_at: clock.now(),
    database_kind: database.kind,
    jobHealth: queue.health,
  }
  const app = await createServer(services, {
    version,
    routes: allRoutes(auth, facts, room),
    webhooks: notificationWebhooks,
    authenticate: (services, credentials) => authenticate(services, credentials, authSecret),
    authHandler: (ctx, request) => handleAuthRequest(ctx, auth, request),
    auth_paths: authPaths,
    web_dir: options.web_dir ?? null,
    readiness: async () => {
      await sql`select 1`.execute(db)
    },
    events,
    registry,
    mounted: gateway,
    metrics: (registry) => addJobMetrics(registry, queue),
    access_log: options.access_log ?? 'info',
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.onRoute ? { onRoute: options.onRoute } : {}),
  })
  const close = async () => {
    // Otherwise their polls would hold up the end.
    room.close()
    await app.close()
    await events.close()
  }
  try {
    await listen(app, config)
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}
