import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { BackupOrders, type Finish, type Orders } from '../../src/agent-protocol/messages.ts'
import { agentOf } from '../../src/agents/agent-of.ts'
import { createEnrolment } from '../../src/agents/create-enrolment.ts'
import { readCommand } from '../../src/agents/read-command.ts'
import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { publicUrl } from '../../src/lib/public-url.ts'
import { getHouseOrganization } from '../../src/organizations/get-house-organization.ts'
import { ensureRepository } from '../../src/repositories/ensure-repository.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { startBackstay } from '../../src/start.ts'
import { newCommand } from './agents.ts'
import { compileCache } from './compile-cache.ts'
import { resticProgram, startGatewayApp, visitor } from './gateway.ts'
import { seedRepository } from './seed-repository.ts'
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
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...compileCache(), ...env },
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

/** A clock that goes like the machine's, and can be set forward. */
export const movableClock = () => {
  let ahead = 0
  const nowMs = () => Date.now() + ahead
  return {
    nowMs,
    now: () => new Date(nowMs()).toISOString(),
    advanceMs: (ms: number) => {
      ahead += ms
    },
  }
}

/** The API and the gateway, and an address before both that outlives them and can hold uploads back. */
export const createAgentWorld = async () => {
  // Short: the agent's socket lies in it.
  const folder = await mkdtemp(join(tmpdir(), 'bs-'))
  const clock = movableClock()
  const first = await startGatewayApp({ clock })
  let running = first.running
  const ctx = (): Context => ({ ...running.services, caller: systemCaller, origin: noOrigin })
  const agents = new Set<AgentProcess>()
  const front = await startFront(() => running.url)
  const house = await getHouseOrganization(ctx())
  const restic = await resticProgram()

  return {
    url: front.url,
    folder,
    clock,
    front,
    ctx,
    home: () => ({ ctx: ctx(), house_id: house.id }),
    start: (words: string[], env: Record<string, string> = {}) => {
      const agent = startAgent(words, { BACKSTAY_RESTIC: restic, ...env })
      agents.add(agent)
      return agent
    },
    token: async (server_id?: string): Promise<string> => {
      const whose = server_id === undefined ? { organization_id: house.id } : { server_id }
      return (await createEnrolment(ctx(), { ...whose, allow_commands: false })).token
    },
    /** Ends it in order, as an upgrade does. */
    stopServer: () => running.stop(),
    startServer: async () => {
      const { config, log } = running.services
      running = await startBackstay(config, log, { clock, api: { web_dir: null } })
    },
    stop: async () => {
      front.release()
      await Promise.all([...agents].map((agent) => agent.end('SIGKILL')))
      front.close()
      if (running !== first.running) await running.stop()
      await first.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Passes everything on to the server, wherever that is by now. */
const startFront = async (target: () => string) => {
  let gate: { promise: Promise<void>; resolve: () => void } | null = null
  let held = 0
  let polls = 0
  const server = createServer(async (request, response) => {
    if (gate !== null && request.method === 'POST' && /^\/repo\/[^/]+\/data\//.test(request.url ?? '')) {
      held += 1
      await gate.promise
      // Onward it would be an upload that never ends, for which the server waits when it stops.
      if (response.destroyed) return
    }
    const isPoll = request.url === '/agent/v1/poll'
    if (isPoll) polls += 1
    const { method, headers } = request
    const onward = send(`${target()}${request.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
    response.on('close', () => {
      if (isPoll) polls -= 1
      onward.destroy()
    })
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on uploads of data wait. */
    hold: () => {
      gate = Promise.withResolvers<void>()
      held = 0
    },
    /** How many uploads wait or waited since. */
    held: () => held,
    /** Agents that wait for an answer just now. */
    polls: () => polls,
    release: () => {
      gate?.resolve()
      gate = null
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A machine with an agent that is connected, a repository, and a folder to back up. */
export const newMachine = async (
  world: AgentWorld,
  name: string,
  options: { words?: string[]; env?: Record<string, string> } = {},
) => {
  const { state, source, agent, restart, whose } = await enrolMachine(world, name, options)
  const { server_id } = whose
  const { id: repository_id } = await ensureRepository(world.ctx(), { server_id })
  const ctx = world.ctx()
  const visit = await visitor({ ctx, url: publicUrl(ctx.config) }, repository_id, 'init')
  await seedRepository(ctx, repository_id, visit)

  const begin = async (orders: Orders) =>
    (await newCommand(world.home(), whose, { kind: orders.kind, orders, repository_id })).run_id
  const finished = async (run_id: string): Promise<Finish> => {
    let finish: Finish | null = null
    await until(async () => {
      finish = (await readCommand(world.ctx(), { run_id }))?.result ?? null
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
    agent,
    restart,
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
    run: (run_id: string) => getRun(world.ctx(), { run_id }),
    shown: () => agentOf(world.ctx(), { server_id }),
    /** Objects of the repository, as its journal has them. */
    names: async (type: 'snapshots' | 'locks' | 'data') => {
      const rows = await world
        .ctx()
        .db.selectFrom('repository_objects')
        .select('name')
        .where('repository_id', '=', repository_id)
        .where('type', '=', type)
        .where('trashed_at', 'is', null)
        .execute()
      return rows.map(({ name }) => name).sort()
    },
  }
}
export type TestMachine = Awaited<ReturnType<typeof newMachine>>

/** Starts the program with a token, and waits until it is connected. */
const enrolMachine = async (
  world: AgentWorld,
  name: string,
  options: { words?: string[]; env?: Record<string, string> },
) => {
  const state = join(world.folder, name)
  const source = join(world.folder, `${name}-data`)
  await mkdir(source)
  await writeFile(join(source, 'one.txt'), 'the first file')
  const words = ['--server', world.url, '--state-dir', state, ...(options.words ?? [])]
  let agent = world.start([...words, '--token', await world.token()], options.env)
  const connected = async () => {
    await until(() => agent.output().includes('Connected') || agent.child.exitCode !== null)
    if (!agent.output().includes('Connected')) throw new Error(agent.output())
  }
  await connected()
  const { db } = world.ctx()
  const identity = z
    .object({ agent_id: z.string(), server_id: z.string() })
    .parse(JSON.parse(await readFile(join(state, 'identity.json'), 'utf8')))
  const { organization_id } = await db
    .selectFrom('servers')
    .select('organization_id')
    .where('id', '=', identity.server_id)
    .executeTakeFirstOrThrow()
  return {
    state,
    source,
    whose: { ...identity, organization_id, bearer: '' },
    agent: () => agent,
    restart: async (env = options.env) => {
      agent = world.start(words, env)
      await connected()
    },
  }
}
