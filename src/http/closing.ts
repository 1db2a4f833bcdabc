import type { FastifyInstance } from 'fastify'

const sweepMs = 50

/**
 * On close the server takes no new connections and running requests may finish, for `maxMs` at most. Node waits for
 * keep-alive connections that fall idle after that moment, so they are swept until the last is gone.
 */
export const useGracefulClose = (app: FastifyInstance, maxMs: number): void => {
  const timers: NodeJS.Timeout[] = []
  app.addHook('preClose', async () => {
    timers.push(
      setInterval(() => app.server.closeIdleConnections(), sweepMs).unref(),
      setTimeout(() => app.server.closeAllConnections(), maxMs).unref(),
    )
  })
  app.addHook('onClose', async () => {
    for (const timer of timers) clearTimeout(timer)
  })
}
