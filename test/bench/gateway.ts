import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { RepositoryAccess } from '../../src/agent-protocol/messages.ts'
import { loadConfig } from '../../src/config.ts'
import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { createDb, createPool } from '../../src/db/database.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createIds } from '../../src/lib/ids.ts'
import { createLog } from '../../src/lib/log.ts'
import { createSecrets } from '../../src/lib/secrets.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { noProviders } from '../../src/providers/no-providers.ts'
import { ensureRepository } from '../../src/repositories/ensure-repository.ts'
import { initializeRepository } from '../../src/repositories/initialize-repository.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { connectionTo } from '../helpers/connection-to.ts'
import { databaseUrl } from '../helpers/database-url.ts'
import { freePort } from '../helpers/free-port.ts'
import { resticProgram } from '../helpers/gateway.ts'
import { startMain } from '../helpers/main-process.ts'
import { noPing } from '../helpers/no-ping.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'
import { startTestServer } from '../helpers/test-server.ts'
import { until } from '../helpers/until.ts'
import type { Figure } from './figure.ts'

/** `BENCH_GIB=1 npm run bench -- gateway` for the size the targets are about. */
const gib = Number(process.env.BENCH_GIB ?? '0.25')
const clientCounts = [1, 8]

/** How restic reaches repositories of one kind. */
type Way = {
  name: string
  /** A new repository; resolves with what restic needs in its environment. */
  newRepository(): Promise<Record<string, string>>
  /** The process whose memory and processor time count; null where there is none. */
  pid: number | null
}

/**
 * Backup and restore with real restic, through the gateway and beside it: to a plain local folder, and through restic's own
 * rest-server where that is installed. Hashing, journal and fsync are on.
 */
export const benchGateway = async (): Promise<Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'backstay-bench-'))
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const sources = await Promise.all(
      Array.from({ length: Math.max(...clientCounts) }, (_, index) => writeSource(join(folder, `source-${index}`))),
    )
    const ways = [localFolder(folder), await gatewayWay(folder, ends), await restServer(folder, ends)].filter(
      (way) => way !== null,
    )
    const figures: Figure[] = []
    for (const clients of clientCounts)
      for (const way of ways) figures.push(...(await measure(way, sources.slice(0, clients), folder)))
    return figures
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

/** A large file that nothing compresses, text, and many small files; an eighth of the whole for each of eight clients. */
const writeSource = async (source: string): Promise<string> => {
  const bytes = (gib * 2 ** 30) / Math.max(...clientCounts)
  await mkdir(join(source, 'small'), { recursive: true })
  for (let part = 0; part < 4; part += 1) await writeFile(join(source, `large-${part}`), randomBytes(bytes / 6))
  const words =
    randomBytes(4_096)
      .toString('hex')
      .match(/.{1,7}/g) ?? []
  const line = () => `${words[Math.floor(Math.random() * words.length)]} `
  await writeFile(join(source, 'text'), Array.from({ length: bytes / 6 / 8 }, line).join(''))
  const files = Math.round((20_000 * gib) / Math.max(...clientCounts))
  for (let file = 0; file < files; file += 1)
    await writeFile(join(source, 'small', String(file)), randomBytes(Math.round(bytes / 6 / files)))
  return source
}

const measure = async (way: Way, sources: readonly string[], folder: string): Promise<Figure[]> => {
  const environments = await Promise.all(sources.map(() => way.newRepository()))
  const watch = watchProcess(way.pid)
  const both = async (args: (source: string, index: number) => string[]) => {
    const began = performance.now()
    await Promise.all(
      sources.map((source, index) =>
        restic(args(source, index), environments[index] ?? {}, join(folder, `cache-${index}`)),
      ),
    )
    return (performance.now() - began) / 1_000
  }
  const backup = await both((source) => ['backup', source])
  const restored = await mkdtemp(join(folder, 'restored-'))
  const restore = await both((_, index) => [
    'restore',
    'latest',
    '--no-lock',
    '--target',
    join(restored, String(index)),
  ])
  const { before_mib, peak_mib, cpu_seconds } = watch.stop()
  await rm(restored, { recursive: true })
  for (let index = 0; index < sources.length; index += 1)
    await rm(join(folder, `cache-${index}`), { recursive: true, force: true })
  const label = `${way.name}, ${sources.length} ${sources.length === 1 ? 'client' : 'clients'}`
  const note = `${((gib * sources.length) / Math.max(...clientCounts)).toFixed(2)} GiB`
  return [
    { name: `backup, ${label}`, value: backup, unit: 's', note },
    { name: `restore, ${label}`, value: restore, unit: 's', note },
    ...(way.pid === null
      ? []
      : [
          { name: `peak memory, ${label}`, value: peak_mib, unit: 'MiB', note: `${before_mib.toFixed(0)} MiB before` },
          { name: `processor time, ${label}`, value: cpu_seconds, unit: 's' },
        ]),
  ]
}

const restic = async (args: string[], environment: Record<string, string>, cache: string): Promise<void> => {
  const program = await resticProgram()
  await new Promise<void>((resolve, reject) => {
    const env = { PATH: process.env.PATH ?? '', ...environment }
    execFile(program, ['--quiet', '--cache-dir', cache, ...args], { env }, (error, _, stderr) =>
      error === null ? resolve() : reject(new Error(stderr)),
    )
  })
}

const localFolder = (folder: string): Way => {
  let made = 0
  return {
    name: 'plain folder',
    pid: null,
    newRepository: async () => {
      made += 1
      const environment = { RESTIC_PASSWORD: 'bench', RESTIC_REPOSITORY: join(folder, `plain-${made}`) }
      await restic(['init'], environment, join(folder, 'cache-init'))
      return environment
    },
  }
}

const restServer = async (folder: string, ends: (() => Promise<unknown>)[]): Promise<Way | null> => {
  const program = (process.env.PATH ?? '').split(delimiter).map((part) => join(part, 'rest-server'))
  const port = await freePort()
  for (const path of program) {
    const child = await spawned(path, ['--path', join(folder, 'rest'), '--listen', `127.0.0.1:${port}`, '--no-auth'])
    if (child === null) continue
    ends.push(async () => child.kill())
    await until(() => fetch(`http://127.0.0.1:${port}/`).then(Boolean, () => false))
    let made = 0
    const newRepository = async () => {
      made += 1
      const environment = { RESTIC_PASSWORD: 'bench', RESTIC_REPOSITORY: `rest:http://127.0.0.1:${port}/r${made}/` }
      await restic(['init'], environment, join(folder, 'cache-init'))
      return environment
    }
    return { name: 'rest-server', pid: child.pid ?? null, newRepository }
  }
  return null
}

const spawned = (path: string, args: string[]): Promise<ChildProcess | null> =>
  new Promise((resolve) => {
    const child = spawn(path, args, { stdio: 'ignore' })
    child.once('error', () => resolve(null))
    child.once('spawn', () => resolve(child))
  })

const gatewayWay = async (folder: string, ends: (() => Promise<unknown>)[]): Promise<Way> => {
  const server = await startTestServer()
  ends.push(() => server.stop())
  const connection = connectionTo(server.databases.admin, server.databases.template)
  const key = 'only-for-the-bench-only-for-the-bench'
  const env = {
    BACKSTAY_PORT: String(await freePort()),
    BACKSTAY_DATA_DIR: join(folder, 'data'),
    DATABASE_URL: databaseUrl(connection),
    BACKSTAY_SECRET_KEY: key,
    BACKSTAY_ROLES: 'api,gateway',
    BACKSTAY_LOG: 'warn',
    BACKSTAY_RESTIC: await resticProgram(),
  }
  const main = startMain(env)
  ends.push(async () => {
    main.child.kill('SIGTERM')
    await main.ended()
  })
  await main.ready()
  const options = { max: 3, statement_timeout_ms: 15_000, application_name: 'bench', onError: () => undefined }
  const pool = createPool(connection, options)
  ends.push(() => pool.end())
  const ctx: Context = {
    config: loadConfig(env),
    clock: systemClock,
    ids: createIds(systemClock),
    log: createLog('silent'),
    db: createDb(pool),
    jobs: { enqueue: async () => null, enqueueMany: async () => [] },
    secrets: createSecrets(key),
    providers: noProviders,
    reach: async () => 'nobody is there',
    ping: noPing,
    caller: systemCaller,
    origin: noOrigin,
  }
  return { name: 'gateway', pid: main.child.pid ?? null, newRepository: () => repositoryOf(ctx, env.BACKSTAY_PORT) }
}

const repositoryOf = async (ctx: Context, port: string): Promise<Record<string, string>> => {
  const { id: organization_id } = await createOrganization(ctx, { name: ctx.ids.make('org') })
  const provider_account_id = await newProviderAccount(ctx)
  const server_id = await newServer(ctx, { organization_id, provider_account_id })
  const { id: repository_id } = await ensureRepository(ctx, { server_id })
  await initializeRepository(ctx, { repository_id })
  const { access } = await issueCredential(ctx, { repository_id, run_id: null, rights: 'backup', ttl_seconds: 36_000 })
  return environmentFor(access, port)
}

const environmentFor = (access: RepositoryAccess, port: string) => ({
  RESTIC_REPOSITORY: `rest:http://127.0.0.1:${port}${access.path}`,
  RESTIC_PASSWORD: access.repository_password,
  RESTIC_REST_USERNAME: access.username,
  RESTIC_REST_PASSWORD: access.password,
})

/** Looks at a process five times a second. */
const watchProcess = (pid: number | null) => {
  const resident = () => {
    if (pid === null) return 0
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
  }
  const beforeMib = resident()
  let peak = beforeMib
  const look = () => {
    peak = Math.max(peak, resident())
  }
  const ticks = () => {
    if (pid === null) return 0
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  }
  const before = ticks()
  const timer = setInterval(look, 200)
  return {
    stop: () => {
      clearInterval(timer)
      return { before_mib: beforeMib, peak_mib: peak, cpu_seconds: (ticks() - before) / 100 }
    },
  }
}
