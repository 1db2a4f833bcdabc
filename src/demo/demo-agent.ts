import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { Services } from '../context.ts'

/** The agent of the machine that the demo runs on: the real program, as a process of its own. */
export type DemoAgent = {
  /** Null where no agent can run beside this process, with the reason for the log. */
  whyNot(services: Services): string | null
  isEnrolled(services: Services): boolean
  /** Starts it, with a token the first time. Does nothing while it runs. */
  start(services: Services, token: string | null): void
  stop(): Promise<void>
  /** Stops it and deletes its files. */
  destroy(services: Services): Promise<void>
}

export const createDemoAgent = (): DemoAgent => {
  let child: ChildProcess | null = null
  const stop = async () => {
    const running = child
    child = null
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    running.kill('SIGTERM')
    await ended
  }
  return {
    whyNot: ({ config }) => whyNot(config),
    isEnrolled: ({ config }) => existsSync(join(stateDirOf(config), 'identity.json')),
    start: (services, token) => {
      if (child !== null && child.exitCode === null && child.signalCode === null) return
      child = spawnAgent(services, token)
    },
    stop,
    destroy: async ({ config }) => {
      await stop()
      await rm(stateDirOf(config), { recursive: true, force: true })
    },
  }
}

const stateDirOf = (config: Config) => join(config.data_dir, 'demo', 'agent')

/** The agent comes over loopback, and only to a process that is both the server and the gateway. */
const whyNot = ({ roles, tls, host }: Config): string | null => {
  if (!roles.includes('api') || !roles.includes('gateway')) return 'this process is not both API and gateway'
  if (tls !== null) return 'the API speaks TLS, with a certificate for its public name'
  return ['127.0.0.1', 'localhost', '0.0.0.0', '::', '::1'].includes(host)
    ? null
    : 'the API does not listen on loopback'
}

const spawnAgent = ({ config, log }: Services, token: string | null): ChildProcess => {
  const program = resolve(import.meta.dirname, '../cli/main.ts')
  const server = `http://${config.host === '::1' ? '[::1]' : '127.0.0.1'}:${config.port}`
  const words = ['agent', '--server', server, '--state-dir', stateDirOf(config)]
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, ...words, ...(token === null ? [] : ['--token', token])],
    {
      env: { PATH: config.search_path, ...(config.restic === null ? {} : { BACKSTAY_RESTIC: config.restic }) },
      // Over the channel it hears when this process is gone, however that ended. Ctrl-C at our terminal does not reach it.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
    },
  )
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => log.debug({ said: text.trim() }, 'The agent of the demo'))
  child.on('error', (error) => log.warn({ err: error }, 'The agent of the demo could not be started'))
  child.on('exit', (code, signal) => log.info({ code, signal }, 'The agent of the demo has ended'))
  return child
}
