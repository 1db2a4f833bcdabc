import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Caller } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { Access } from '../route.ts'
import type { ServerOptions } from './options.ts'

/** Times every request by route pattern, and shows that with the process's figures at `/metrics`. */
export const mountMetrics = (
  app: FastifyInstance,
  identify: (request: FastifyRequest, access: Access) => Promise<Caller>,
  { registry = new Registry(), metrics }: Pick<ServerOptions, 'registry' | 'metrics'>,
): void => {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  collectDefaultMetrics({ register: registry })
  metrics?.(registry)

  app.addHook('onResponse', (request, reply, done) => {
    durations.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
    done()
  })

  app.get('/metrics', async (request, reply) => {
    // No exception for this machine: a proxy on it looks the same, and would open the figures to everybody.
    request.caller = await identify(request, 'operator')
    if (request.caller.kind === 'anonymous') throw new AppError('unauthenticated')
    if (!request.caller.operator || request.caller.kind !== 'api_key')
      throw new AppError('forbidden', {
        message: "Metrics answer to operators' API keys. Send one as a bearer token.",
      })
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}
