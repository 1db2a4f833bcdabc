import { type FastifyInstance, type FastifyServerOptions, fastify } from 'fastify'
import type { Services } from '../context.ts'
import { StartupError } from '../lib/startup-error.ts'
import { useAccessLog } from './access-log.ts'
import { mountAuthHandler } from './auth-handler.ts'
import { answerBrokenRequest } from './broken-requests.ts'
import { useGracefulClose } from './closing.ts'
import { mountDocs } from './docs.ts'
import { sendError, useErrors } from './errors.ts'
import { createGuard } from './guard.ts'
import { mountHealth } from './health.ts'
import { createIdentify, useCaller } from './identify.ts'
import { useJsonBodies } from './json-body.ts'
import { createListener } from './listener.ts'
import { mountMetrics } from './metrics.ts'
import { mountRoutes } from './mount-route.ts'
import type { Mounted } from './mounted.ts'
import { useNotFound, watchRoutes } from './not-found.ts'
import { openApiDocument } from './openapi.ts'
import { defaultLimits, type Limits, type ServerOptions } from './options.ts'
import { createRateLimits } from './rate-limits.ts'
import { createOriginCheck } from './same-origin.ts'
import { securityHeaders, useSecurityHeaders } from './security-headers.ts'
import { mountEvents } from './sse.ts'
import { systemTimers } from './timers.ts'
import { mountWeb } from './web.ts'

/**
 * The API shell: Fastify with our routes, sign-in, event stream, documents, web interface, health and metrics. It is ready
 * but does not listen; `close()` lets running requests finish. Throws a StartupError when the configuration cannot work.
 */
export const createServer = async (services: Services, options: ServerOptions): Promise<FastifyInstance> => {
  const { config, log } = services
  const limits = { ...defaultLimits, ...options.limits }
  const app = createFastify(services, limits, options.mounted ?? null)
  const methodsOf = watchRoutes(app, options.onRoute)
  useCaller(app)
  useSecurityHeaders(app)
  useAccessLog(app, log, options.access_log ?? 'info')
  useErrors(app, log)
  useJsonBodies(app)
  useGracefulClose(app, limits.close_ms)

  const rateLimits = await createRateLimits(app, limits)
  const identify = createIdentify(services, options.authenticate, rateLimits)
  const checkOrigin = createOriginCheck(config)
  const guard = createGuard({ checkOrigin, identify, limits: rateLimits })

  mountMetrics(app, identify, options)
  mountHealth(app, log, options.readiness)
  mountRoutes(app, services, options.routes, { guard, limits })
  if (options.authHandler) await mountAuthHandler(app, services, options.authHandler, options.auth_paths, guard)
  mountEvents(app, {
    services,
    authenticate: options.authenticate,
    events: options.events,
    guard,
    limits,
    timers: options.timers ?? systemTimers,
  })
  await mountDocs(app, () => openApiDocument(options.routes, { ...apiInfo, ...options }))
  useNotFound(app, methodsOf, await mountWeb(app, services, options.web_dir))
  await app.ready()
  return app
}

/** What the document at `/api/openapi.json` says about the API as a whole. */
export const apiInfo = {
  title: 'Backstay API',
  description:
    'Everything the web interface does goes through this API. Send an API key as `Authorization: Bearer bst_…`. Data is JSON in snake_case, times are UTC. Lists answer `{ data, next_cursor }`; pass `next_cursor` as `cursor` for the next page.',
} as const

const createFastify = ({ config, ids, log }: Services, limits: Limits, mounted: Mounted | null): FastifyInstance => {
  const options: FastifyServerOptions = {
    genReqId: () => ids.make('req'),
    serverFactory: (handler) => createListener(config, limits, handler, mounted),
    trustProxy: config.trusted_proxies.length > 0 ? [...config.trusted_proxies] : false,
    bodyLimit: limits.body_bytes,
    handlerTimeout: limits.request_ms,
    // While the server closes, requests on open connections are still served: their callers know nothing of it.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      // These come before any hook has run.
      reply.headers(securityHeaders(request)).header('x-request-id', request.id)
      sendError(log, error, request, reply)
    },
    clientErrorHandler: (error, socket) => answerBrokenRequest(ids.make('req'), error, socket),
  }
  try {
    return fastify(options)
  } catch (cause) {
    if (!(cause instanceof TypeError) || config.trusted_proxies.length === 0) throw cause
    throw new StartupError(
      `BACKSTAY_TRUSTED_PROXIES holds something that is no address: ${cause.message}.`,
      'Give addresses or networks such as 10.0.0.5,192.168.0.0/16 and start again.',
      { cause },
    )
  }
}
