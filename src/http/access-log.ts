import type { FastifyInstance } from 'fastify'
import type { Log } from '../lib/log.ts'

/** Asked every few seconds by machines; logged only when someone is looking closely. */
const quietRoutes = new Set(['/healthz', '/readyz', '/metrics'])

export type AccessLogLevel = 'info' | 'debug'

/** One line for each request, when it is answered. It names the route's pattern, never the address: that can hold secrets. */
export const useAccessLog = (app: FastifyInstance, log: Log, level: AccessLogLevel): void => {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? null
    const line = {
      request_id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      caller_id: request.caller.id,
    }
    if (route !== null && quietRoutes.has(route)) log.debug(line, 'request')
    else log[level](line, 'request')
    done()
  })
}
