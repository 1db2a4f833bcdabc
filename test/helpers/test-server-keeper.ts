// Keeps the Postgres of a test run; see test-server.ts. Writes one line when it is ready, ends when its input closes.
import { randomInt } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '../../src/db/database.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createLog } from '../../src/lib/log.ts'
import { StartupError } from '../../src/lib/startup-error.ts'
import { connectionTo } from './connection-to.ts'
import type { KeeperReport } from './test-server.ts'

/** A disk in memory where there is one with room: hundreds of databases are copied, each of many small files. */
const inMemory = '/dev/shm'
const enoughBytes = 4 * 2 ** 30
const hasMemory = (): boolean => {
  if (!existsSync(inMemory)) return false
  const { bavail, bsize } = statfsSync(inMemory)
  return bavail * bsize >= enoughBytes
}
const parent = hasMemory() ? inMemory : tmpdir()

const folderPrefix = 'backstay-test-'
const databasePrefix = 'backstay_test_'
/** First half of the advisory locks by which a run tells that it is alive; the second is its number. */
const lockSpace = 0x62_73_74

type Server = { admin: Connection; stop(): Promise<void> }

const main = async () => {
  const inputClosed = new Promise<void>((resolve) => {
    process.stdin
      .on('close', resolve)
      .on('error', () => resolve())
      .resume()
  })
  const stopWished = Promise.race([
    inputClosed,
    new Promise<void>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve())
    }),
  ])
  const server = await (process.env.DATABASE_URL ? givenServer(process.env.DATABASE_URL) : startServer())
  try {
    const run = randomInt(2 ** 31)
    const session = new pg.Client(connectionTo(server.admin))
    session.on('error', () => undefined)
    await session.connect()
    try {
      await session.query('select pg_advisory_lock($1, $2)', [lockSpace, run])
      await dropLeftovers(session)
      const prefix = prefixOf(run)
      const template = `${prefix}template`
      await session.query(`create database ${template}`)
      await migrate(connectionTo(server.admin, template), { log: createLog('warn') })
      report({ ready: { admin: server.admin, template, prefix } })
      await stopWished
    } finally {
      await dropDatabases(session, prefixOf(run)).finally(() => session.end())
    }
  } finally {
    await server.stop()
  }
}

const givenServer = async (url: string): Promise<Server> => ({
  admin: { connectionString: url },
  stop: async () => undefined,
})

const startServer = async (): Promise<Server> => {
  await removeLeftoverFolders()
  const folder = mkdtempSync(join(parent, `${folderPrefix}${process.pid}-`))
  const lines: string[] = []
  try {
    const server = await startEmbeddedPostgres({
      data_dir: folder,
      durability: 'none',
      log: (line) => void lines.push(line),
      settings: { max_connections: '200' },
    })
    return { admin: server.connection, stop: () => server.stop().finally(() => removeFolder(folder)) }
  } catch (error) {
    process.stderr.write(`${lines.join('\n')}\n`)
    removeFolder(folder)
    throw error
  }
}

/** Folders of keepers that were killed; starting the server there once more is how to get hold of an orphan. */
const removeLeftoverFolders = async () => {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(folderPrefix))) {
    if (isAlive(Number(name.slice(folderPrefix.length).split('-')[0]))) continue
    const folder = join(parent, name)
    try {
      await (await startEmbeddedPostgres({ data_dir: folder, durability: 'none', log: () => undefined })).stop()
    } catch {
      // It never got far enough to start, or belongs to another user.
    }
    removeFolder(folder)
  }
}

const removeFolder = (folder: string) => {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch {
    // Another user's; the system clears its temporary folder at some time.
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const prefixOf = (run: number) => `${databasePrefix}${run.toString(16).padStart(8, '0')}_`

/** Databases of runs that ended without cleaning up: nobody holds their lock any more. */
const dropLeftovers = async (session: pg.Client) => {
  const { rows } = await session.query<{ run: string }>(
    `select distinct substr(datname, ${databasePrefix.length + 1}, 8) as run from pg_database where datname ~ $1`,
    [`^${databasePrefix}[0-9a-f]{8}_`],
  )
  for (const run of rows.map((row) => Number.parseInt(row.run, 16))) {
    const { rows: taken } = await session.query(
      'select from (select pg_try_advisory_lock($1, $2) as taken) l where taken',
      [lockSpace, run],
    )
    if (taken.length === 0) continue
    await dropDatabases(session, prefixOf(run))
    await session.query('select pg_advisory_unlock($1, $2)', [lockSpace, run])
  }
}

const dropDatabases = async (session: pg.Client, prefix: string) => {
  const { rows } = await session.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  )
  for (const { datname } of rows) await session.query(`drop database if exists ${datname} with (force)`)
}

const report = (message: KeeperReport) => void process.stdout.write(`${JSON.stringify(message)}\n`)

try {
  await main()
} catch (error) {
  report({ failed: error instanceof StartupError ? `${error.message} ${error.remedy}` : String(error) })
  process.exitCode = 1
}
// Nothing may keep the process, such as an input that nobody closes.
process.exit()
