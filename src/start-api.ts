import { auditRoutes } from './audit/routes.ts'
import { noOrigin, type Services } from './context.ts'
import type { OpenDatabase } from './db/open-database.ts'
import { createEventSource } from './events/event-source.ts'
import type { Limits } from './http/options.ts'
import { createServer } from './http/server.ts'
import { type Auth, authPaths, createAuth } from './identity/auth.ts'
import { authenticate } from './identity/authenticate.ts'
import { handleAuthRequest } from './identity/handle-auth-request.ts'
import { identityRoutes } from './identity/routes.ts'
import type { ProcessFacts } from './installation/get-installation.ts'
import { installationRoutes } from './installation/routes.ts'
import type { JobsRunning } from './jobs/start-jobs.ts'
import { publicUrl } from './lib/public-url.ts'
import { StartupError } from './lib/startup-error.ts'
import { invitationRoutes } from './organizations/invitation-routes.ts'
import { organizationRoutes } from './organizations/routes.ts'
import type { Route } from './route.ts'
import { version } from './version.ts'

export type ApiOptions = { web_dir?: string | null; limits?: Partial<Limits> }

/** Every route of the product, in the order of the reference. */
export const allRoutes = (auth: Auth, facts: ProcessFacts): readonly Route[] => [
  ...identityRoutes(auth),
  ...organizationRoutes,
  ...invitationRoutes(auth),
  ...auditRoutes,
  ...installationRoutes(facts),
]
