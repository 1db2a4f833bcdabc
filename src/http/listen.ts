import { createServer, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { StartupError } from '../lib/startup-error.ts'

type Address = Pick<Config, 'host' | 'port'>

/** Opens the server to requests. Throws a StartupError where the address cannot be had. */
export const listen = async (app: FastifyInstance, { host, port }: Address): Promise<void> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw explain(error, { host, port })
  }
}

/** The same for a server below Fastify. */
export const listenOn = (server: Server, { host, port }: Address): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, { host, port })))
    server.listen({ host, port }, () => resolve())
  })

/** Throws what `listen` would throw, before anything else is started. */
export const requireFreeAddress = ({ host, port }: Address): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(explain(error, { host, port })))
    probe.listen({ host, port }, () => probe.close(() => resolve()))
  })

const explain = (error: unknown, { host, port }: Address): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const because = { cause: error }
  if (code === 'EADDRINUSE')
    return new StartupError(
      `Port ${port} on ${host} is in use by another program, perhaps by another Backstay.`,
      `Stop that program, or choose another port: BACKSTAY_PORT=${port === 65_535 ? 8484 : port + 1} npm start`,
      because,
    )
  if (code === 'EACCES')
    return new StartupError(
      `This user may not listen on port ${port}.`,
      'Choose a port above 1023 with BACKSTAY_PORT, and put a proxy in front for 80 and 443.',
      because,
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StartupError(
      `${host} is not an address of this machine.`,
      'Set BACKSTAY_HOST to an address of this machine, or to 0.0.0.0 for all of them.',
      because,
    )
  return error
}
