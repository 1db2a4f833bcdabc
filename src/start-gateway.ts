import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Registry } from 'prom-client'
import type { Services } from './context.ts'
import { createGateway, type Gateway } from './gateway/gateway.ts'
import { createGatewayMetrics } from './gateway/gateway-metrics.ts'
import { listenOnSocket } from './gateway/listen-on-socket.ts'
import { listenOn } from './http/listen.ts'
import { createListener } from './http/listener.ts'
import { defaultLimits } from './http/options.ts'
import { endsWithin } from './lib/ends-within.ts'
import { makeDataDirectory } from './lib/make-data-directory.ts'
import { gatewaySocketFolder } from './repositories/gateway-socket/gateway-socket-folder.ts'
import { createStores, type Stores } from './storage/stores.ts'

export type GatewayRunning = {
  /** For the API's listener, where there is one. */
  readonly gateway: Gateway
  readonly stores: Stores
  /** Running requests may finish for a while, then they are cut; what was cut leaves nothing. */
  close(): Promise<void>
}

const graceMs = 10_000

/**
 * Starts the role `gateway`: on a unix socket for restic of this machine, and on an address of its own where no API listens
 * there. Throws a StartupError.
 */
export const startGateway = async (services: Services, registry: Registry): Promise<GatewayRunning> => {
  const { config, clock, ids } = services
  makeDataDirectory(config.data_dir)
  const stores = createStores({
    staging_folder: join(config.data_dir, 'staging'),
    makeName: () => ids.secret(16),
    nowMs: clock.nowMs,
  })
  const gateway = createGateway(services, stores, createGatewayMetrics(registry))
  const servers: Server[] = []
  let withdraw = async () => {}
  const close = async () => {
    await withdraw()
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)))
    const cut = setTimeout(() => servers.forEach((server) => void server.closeAllConnections()), graceMs)
    if (!(await endsWithin(gateway.drain(), 2 * graceMs)))
      services.log.warn({}, 'The gateway stops although requests to it have not ended; what they left is swept later.')
    for (const server of servers) server.closeIdleConnections()
    await Promise.all(closed)
    clearTimeout(cut)
    await stores.close()
  }
  try {
    const socket = await listenOnSocket({ folder: gatewaySocketFolder(config), unique: ids.secret(6) }, gateway.handle)
    withdraw = socket.withdraw
    servers.push(socket.server)
    if (!config.roles.includes('api')) {
      const server = createListener(config, defaultLimits, answerHealth, gateway)
      servers.push(server)
      await listenOn(server, config)
    }
    return { gateway, stores, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What a gateway that stands alone says besides the protocol. */
const answerHealth: Parameters<typeof createListener>[2] = (request, response) => {
  const isHealth = request.url === '/healthz'
  response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' })
  response.end(
    isHealth ? '{"status":"ok"}' : '{"error":{"code":"not_found","message":"Only the gateway answers here."}}',
  )
}
