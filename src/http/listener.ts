import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Config } from '../config.ts'
import { StartupError } from '../lib/startup-error.ts'
import { beside, type Mounted } from './mounted.ts'
import type { Limits } from './options.ts'
import { trustedPeers } from './trusted-peers.ts'

/** The server below Fastify: TLS where configured, and time-outs and limits against clients that are slow on purpose. */
export const createListener = (
  config: Config,
  limits: Limits,
  handler: RequestListener,
  mounted: Mounted | null = null,
): Server => {
  const options: ServerOptions = {
    headersTimeout: Math.min(limits.headers_ms, limits.request_ms),
    // From the first byte of a request to the last of its body. Beside a mount each request has a timer of its own.
    requestTimeout: mounted === null ? limits.request_ms : 0,
    // Above the 60 s that load balancers keep idle connections for.
    keepAliveTimeout: 72_000,
    connectionsCheckingInterval: Math.min(5_000, limits.headers_ms, limits.request_ms),
    maxHeaderSize: 16 * 1024,
  }
  const listener = mounted === null ? handler : beside(mounted, limits.request_ms, handler)
  const server = config.tls ? createTlsServer(options, config.tls, listener) : createHttpServer(options, listener)
  // A connection on which nothing moves: a reader that stopped reading. Event streams send a ping every 15 s.
  server.setTimeout(60_000)
  server.maxConnections = 10_000
  limitConnections(server, config, limits.connections_per_peer)
  return server
}

const createTlsServer = (options: ServerOptions, tls: NonNullable<Config['tls']>, handler: RequestListener): Server => {
  const files = readTls(tls)
  try {
    return createHttpsServer({ ...options, ...files }, handler)
  } catch (cause) {
    throw new StartupError(
      `${tls.cert_file} and ${tls.key_file} are no certificate and key that belong together: ${cause instanceof Error ? cause.message : cause}.`,
      'Point BACKSTAY_TLS_CERT at the certificate with its chain and BACKSTAY_TLS_KEY at its key without a passphrase, both PEM.',
      { cause },
    )
  }
}

const readTls = (tls: { cert_file: string; key_file: string }) => ({
  cert: readOrExplain(tls.cert_file, 'BACKSTAY_TLS_CERT'),
  key: readOrExplain(tls.key_file, 'BACKSTAY_TLS_KEY'),
})

const readOrExplain = (file: string, variable: string): Buffer => {
  try {
    return readFileSync(file)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable'
    throw new StartupError(
      `The file ${file} named by ${variable} cannot be read (${reason}).`,
      'Correct the path, or let the user that runs Backstay read it, and start again.',
      { cause },
    )
  }
}

/** Refuses a peer's further connections above `max`. This machine and trusted proxies speak for many, so they are exempt. */
const limitConnections = (server: Server, config: Config, max: number): void => {
  const open = new Map<string, number>()
  const isTrusted = trustedPeers(config.trusted_proxies)
  // Before the TLS handshake, so that unfinished ones count.
  server.on('connection', (socket: Socket) => {
    const peer = socket.remoteAddress ?? ''
    if (/^(127\.|::1$|::ffff:127\.)/.test(peer) || isTrusted(peer)) return
    const count = (open.get(peer) ?? 0) + 1
    if (count > max) return socket.destroy()
    open.set(peer, count)
    socket.once('close', () => {
      const left = (open.get(peer) ?? 1) - 1
      if (left > 0) open.set(peer, left)
      else open.delete(peer)
    })
  })
}
