import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BackupOrders, type Finish, type Orders } from '../../src/agent-protocol/messages.ts'
import { agentOf } from '../../src/agents/agent-of.ts'
import { readCommand } from '../../src/agents/read-command.ts'
import { getHouseOrganization } from '../../src/organizations/get-house-organization.ts'
import { initArgs } from '../../src/restic/args/init-args.ts'
import { resticEnvironment } from '../../src/restic/environment.ts'
import { parseCommonEvent } from '../../src/restic/events.ts'
import { runRestic } from '../../src/restic/run-restic.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { newCommand, newRepository } from './agents.ts'
import { startTestApp, type TestApp } from './app.ts'
import { createRestStore } from './rest-store.ts'
import { testRestic } from './restic.ts'
import { until } from './until.ts'

const root = join(import.meta.dirname, '../..')

export type AgentProcess = {
  readonly child: ChildProcess
  output(): string
  /** Resolves with the exit code; null after a signal. */
  end(signal?: NodeJS.Signals): Promise<number | null>
  ended(): Promise<number | null>
}

/** The real program, as an operator starts it. */
export const startAgent = (words: string[], env: Record<string, string> = {}): AgentProcess => {
  const program = env.AGENT_PROGRAM ?? join(root, 'src/cli/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'agent', ...words], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  return {
    child,
    output: () => output,
    ended: () => ended,
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

export type AgentWorld = Awaited<ReturnType<typeof createAgentWorld>>

/** The API, a place for repositories, and an address before both that outlives the API. */
export const createAgentWorld = async (options: Parameters<typeof startTestApp>[0] = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'bs-agent-'))
  const store = createRestStore(join(folder, 'objects'))
  await mkdir(store.folder)
  let app: TestApp = await startTestApp(options)
  const agents = new Set<AgentProcess>()
  const front = createServer((request, response) => {
    if (request.url?.startsWith('/repo/')) {
      store.handle(request, response).catch(() => response.destroy())
      return
    }
    const onward = send(`${app.url}${request.url}`, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.writeHead(502).end())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  const house = await getHouseOrganization(app.ctx)

  const start = (words: string[], env: Record<string, string> = {}) => {
    const agent = startAgent(words, { BACKSTAY_RESTIC: restic, ...env })
    agents.add(agent)
    return agent
  }
  const restic = await testRestic()

  return {
    url,
    folder,
    store,
    restic,
    home: () => ({ ctx: app.ctx, house_id: house.id }),
    app: () => app,
    setApp: (next: TestApp) => {
      app = next
    },
    start,
    token: async (server_id?: string): Promise<string> => {
      const { createEnrolment } = await import('../../src/agents/create-enrolment.ts')
      const whose = server_id === undefined ? { organization_id: house.id } : { server_id }
      return (await createEnrolment(app.ctx, { ...whose, allow_commands: false })).token
    },
    stop: async () => {
      await Promise.all([...agents].map((agent) => agent.end('SIGKILL')))
      front.closeAllConnections()
      front.close()
      await app.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A machine with an agent that is connected, a repository, and a folder to back up. */
export const newMachine = async (
  world: AgentWorld,
  name: string,
  options: { words?: string[]; env?: Record<string, string> } = {},
) => {
  const state = join(world.folder, name)
  const source = join(world.folder, `${name}-data`)
  await mkdir(source)
  await writeFile(join(source, 'one.txt'), 'the first file')
  const words = ['--server', world.url, '--state-dir', state, ...(options.words ?? [])]
  const { ctx } = world.home()
  let agent = world.start([...words, '--token', await world.token()], options.env)
  await until(() => agent.output().includes('Connected') || agent.child.exitCode !== null)
  if (!agent.output().includes('Connected')) throw new Error(agent.output())
  const row = await ctx.db.selectFrom('agents').selectAll().orderBy('created_at', 'desc').executeTakeFirstOrThrow()
  const { organization_id } = await ctx.db
    .selectFrom('servers')
    .selectAll()
    .where('id', '=', row.server_id)
    .executeTakeFirstOrThrow()
  const whose = { agent_id: row.id, server_id: row.server_id, organization_id, bearer: '' }
  const repository_id = await newRepository(world.home(), row.server_id)
  await initialize(world, repository_id)

  const begin = async (orders: Orders) =>
    (await newCommand(world.home(), whose, { kind: orders.kind, orders, repository_id })).run_id
  const finished = async (run_id: string): Promise<Finish> => {
    let finish: Finish | null = null
    await until(async () => {
      finish = (await readCommand(world.home().ctx, { run_id }))?.result ?? null
      return finish !== null
    })
    // Assigned in a closure, which TypeScript does not follow.
    return finish as unknown as Finish
  }
  return {
    ...whose,
    state,
    source,
    repository_id,
    agent: () => agent,
    restart: async (env = options.env) => {
      agent = world.start(words, env)
      await until(() => agent.output().includes('Connected'))
    },
    begin,
    finished,
    backUp: (scope: Partial<BackupOrders['scope']> = {}, sample_files = 0) =>
      begin(
        BackupOrders.parse({
          kind: 'backup',
          scope: { paths: [source], ...scope },
          host: name,
          tags: ['test'],
          sample_files,
        }),
      ),
    run: (run_id: string) => getRun(world.home().ctx, { run_id }),
    shown: () => agentOf(world.home().ctx, { server_id: row.server_id }),
    names: (type: string) => readdir(join(world.store.folder, repository_id, type)).catch(() => []),
  }
}
export type TestMachine = Awaited<ReturnType<typeof newMachine>>

const initialize = async (world: AgentWorld, repository_id: string) => {
  const { exit, error_message } = await runRestic({
    binary: world.restic,
    args: initArgs({
      repository: `rest:${world.url}/repo/${repository_id}/`,
      cache_dir: join(world.folder, 'init-cache'),
    }),
    environment: resticEnvironment({ password: 'of the repository', search_path: process.env.PATH ?? '' }),
    parse_event: parseCommonEvent,
  })
  if (exit.code !== 'succeeded') throw new Error(`restic init: ${error_message}`)
}
