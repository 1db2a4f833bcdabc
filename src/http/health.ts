import type { FastifyInstance } from 'fastify'
import type { Log } from '../lib/log.ts'
import { toAppError } from './errors.ts'

const readinessMs = 2_000

/**
 * `/healthz` says that this process lives, `/readyz` that it can serve: it listens only after migrations and queue,
 * so from then on the database is what can be away. Both answer anybody and
 * say nothing secret. Simultaneous asks share one look at the database.
 */
export const mountHealth = (app: FastifyInstance, log: Log, readiness: () => Promise<void>): void => {
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }))

  let running: Promise<string | null> | null = null
  app.get('/readyz', async (request, reply) => {
    running ??= reasonNotReady(readiness, (err) =>
      log.warn({ request_id: request.id, err }, 'this process is not ready'),
    ).finally(() => {
      running = null
    })
    const reason = await running
    if (reason === null) return { status: 'ok' }
    return reply.code(503).header('retry-after', '2').send({ status: 'unavailable', reason })
  })
}

const reasonNotReady = async (readiness: () => Promise<void>, onError: (error: unknown) => void) => {
  const slow = Promise.withResolvers<string>()
  const timer = setTimeout(
    () => slow.resolve(`The database did not answer within ${readinessMs / 1000} seconds.`),
    readinessMs,
  )
  try {
    return await Promise.race([slow.promise, readiness().then(() => null)])
  } catch (error) {
    onError(error)
    const told = toAppError(error)
    return told.code === 'internal' ? 'This process is not ready yet. Its log says why.' : told.message
  } finally {
    clearTimeout(timer)
  }
}
