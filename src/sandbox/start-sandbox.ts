import type { Server } from 'node:http'
import { type Clock, systemClock } from '../lib/clock.ts'
import { systemWait, type Wait } from '../lib/wait.ts'
import type { ProviderName } from '../providers/provider.ts'
import { cloudOf } from './clouds.ts'
import type { Settings } from './kit/cloud.ts'
import { createControl, type SandboxControl } from './kit/control.ts'
import { type OpenCloud, openCloud } from './kit/open-cloud.ts'
import { createSandboxServer, type Exchange } from './kit/serve.ts'

export type SandboxOptions = {
  readonly provider: ProviderName
  /** Belongs to this sandbox cloud alone; its state is found again there after a restart. */
  readonly state_dir: string
  /** 0 or absent: any free one. */
  readonly port?: number
  readonly clock?: Clock
  /** The same seed gives the same account. */
  readonly seed?: number
  /** How many servers a new account has; 12 unless told. */
  readonly servers?: number
  readonly settings?: Partial<Settings>
  readonly wait?: Wait
  readonly on_exchange?: (exchange: Exchange) => void
}

export type Sandbox = {
  /** For `endpoint` of a provider account. */
  readonly url: string
  readonly control: SandboxControl
  close(): Promise<void>
}

/** Starts a sandbox cloud on loopback: a provider's real protocol over made-up servers, with faults on request. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const running: { open?: OpenCloud; control?: SandboxControl } = {}
  const server = createSandboxServer({
    wait: options.wait ?? systemWait,
    on_exchange: options.on_exchange,
    open: () => started(running.open),
    control: () => started(running.control),
  })
  const url = await listenOnLoopback(server, options.port ?? 0)
  try {
    const open = openCloud(cloudOf(options.provider), {
      state_dir: options.state_dir,
      clock: options.clock ?? systemClock,
      seed: options.seed ?? 1,
      servers: options.servers ?? 12,
      settings: options.settings ?? {},
      url,
    })
    const control = createControl(open)
    running.open = open
    running.control = control
    return { url, control, close: () => closeServer(server).then(() => open.close()) }
  } catch (error) {
    await closeServer(server)
    throw error
  }
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** Between listening and opening the state nothing is awaited, so no request can come that early. */
const started = <T>(part: T | undefined): T => {
  if (part === undefined) throw new Error('the sandbox cloud is still starting')
  return part
}

const listenOnLoopback = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') return reject(new Error('no address'))
      resolve(`http://127.0.0.1:${address.port}`)
    })
  })
