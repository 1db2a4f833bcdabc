import { execFileSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../../src/db/embedded/embedded-postgres.ts'
import { placeOf } from '../../src/db/embedded/place.ts'
import { readPostmasterFile } from '../../src/db/embedded/postmaster-file.ts'
import { endProcesses, processesOf } from '../../src/db/embedded/processes.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import { createLog } from '../../src/lib/log.ts'
import { StartupError } from '../../src/lib/startup-error.ts'
import { holdEmbeddedPostgres } from '../helpers/hold-embedded-postgres-process.ts'

const isRoot = process.getuid?.() === 0
const folders: string[] = []
const running: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  for (const folder of folders.splice(0)) {
    // What a killed holder left running.
    const place = placeOf(folder)
    await endProcesses(place.cluster, ['SIGKILL'])
    rmSync(place.runtime_dir, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
})

const newFolder = () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backstay-embedded-')))
  folders.push(folder)
  return folder
}

const start = async (dataDir: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> => {
  const database = await startEmbeddedPostgres({ data_dir: dataDir, durability: 'none', log: () => {}, ...options })
  running.push(database)
  return database
}

const hold = (dataDir: string) => {
  const holder = holdEmbeddedPostgres(dataDir)
  running.push({ stop: () => holder.end('SIGKILL') })
  return holder
}

const query = async (database: Pick<EmbeddedPostgres, 'connection'>, sql: string) => {
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    const result = await client.query({ text: sql, rowMode: 'array' })
    return result.rows
  } finally {
    await client.end()
  }
}

const refusal = async (attempt: Promise<unknown>): Promise<StartupError> => {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof StartupError)) throw new Error(`expected a StartupError, got ${error}`)
  return error
}

test('settings for other databases in the environment do not reach this one', async () => {
  vi.stubEnv('PGSSLMODE', 'require')
  try {
    const database = await start(newFolder())
    expect(await query(database, 'select 1')).toEqual([[1]])
  } finally {
    vi.unstubAllEnvs()
  }
})

describe('embedded Postgres', { timeout: 60_000 }, () => {
  test('makes a database with checksums, UTF-8 and no superuser, reachable by its socket only', async () => {
    const folder = newFolder()
    const database = await start(join(folder, 'data'), { durability: 'full' })
    expect(database.owner).toBe(true)
    expect(database.version).toMatch(/^18\./)
    const settings = await query(
      database,
      `SELECT current_setting('data_checksums'), current_setting('server_encoding'), current_setting('fsync'),
              current_setting('full_page_writes'), current_setting('listen_addresses'), current_setting('is_superuser'),
              (SELECT concat(datlocprovider, ' ', datlocale) FROM pg_database WHERE datname = 'backstay')`,
    )
    expect(settings).toEqual([['on', 'UTF8', 'on', 'on', '', 'off', 'b C.UTF-8']])
    expect(statSync(join(database.connection.host, '..')).mode & 0o777).toBe(0o700)
    expect(statSync(database.connection.host).mode & 0o777).toBe(0o700)
  })

  test('stops without a trace and finds its data again', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS number')
    await first.stop()
    expect(processesOf(placeOf(folder).cluster)).toEqual([])
    expect(existsSync(placeOf(folder).runtime_dir)).toBe(false)
    expect(await query(await start(folder), 'SELECT number FROM kept')).toEqual([[7]])
  })

  test('works in a long path with spaces', async () => {
    const folder = join(newFolder(), 'a folder with spaces '.repeat(6), 'x'.repeat(120))
    mkdirSync(folder, { recursive: true })
    expect(await query(await start(folder), 'SELECT 1')).toEqual([[1]])
  })

  test('after a kill -9 of its owner, the next start ends the orphan and has all that was committed', async () => {
    const folder = newFolder()
    const holder = hold(folder)
    const { connection } = await holder.event('ready')
    if (!connection) throw new Error('the holder told no connection')
    await query({ connection }, 'CREATE TABLE kept AS SELECT 7 AS number')
    const orphan = readPostmasterFile(placeOf(folder).cluster)?.pid
    await holder.end('SIGKILL')
    expect(processesOf(placeOf(folder).cluster)).toContain(orphan)

    const next = await start(folder)
    expect(next.owner).toBe(true)
    expect(processesOf(placeOf(folder).cluster)).not.toContain(orphan)
    expect(await query(next, 'SELECT number FROM kept')).toEqual([[7]])
  })

  test('tells when Postgres is killed, and recovers at the next start', async () => {
    const folder = newFolder()
    const first = await start(folder, { durability: 'full' })
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS number')
    process.kill(readPostmasterFile(placeOf(folder).cluster)?.pid ?? 0, 'SIGKILL')
    expect((await first.died).reason).toContain('SIGKILL')
    const second = await start(folder)
    await first.stop()
    expect(await query(second, 'SELECT number FROM kept')).toEqual([[7]])
  })

  test('a second process attaches, hears when the owner stops, and can then take over', async () => {
    const folder = newFolder()
    const owner = hold(folder)
    expect((await owner.event('ready')).owner).toBe(true)
    const attached = await start(folder)
    expect(attached.owner).toBe(false)
    expect(await query(attached, 'SELECT 1')).toEqual([[1]])
    await attached.stop()
    expect(await query(attached, 'SELECT 1')).toEqual([[1]])

    const second = await start(folder)
    await owner.end('SIGTERM')
    expect((await second.died).reason).toContain('stopped')
    const next = await start(folder)
    expect(next.owner).toBe(true)
    expect(next.connection).toEqual(second.connection)
  })

  test('when the owner is killed, an attached process that is told to stop leaves no Postgres behind', async () => {
    const folder = newFolder()
    const owner = hold(folder)
    await owner.event('ready')
    const attached = hold(folder)
    expect((await attached.event('ready')).owner).toBe(false)
    await owner.end('SIGKILL')
    await attached.end('SIGTERM')
    expect(processesOf(placeOf(folder).cluster)).toEqual([])
    expect(existsSync(placeOf(folder).runtime_dir)).toBe(false)
  })

  test('when the owner is killed, an attached process takes over', async () => {
    const folder = newFolder()
    const owner = hold(folder)
    await owner.event('ready')
    const orphan = readPostmasterFile(placeOf(folder).cluster)?.pid
    const config = loadConfig({ BACKSTAY_DATA_DIR: folder })
    const attached = await openDatabase(config, createLog('silent'), { max: 1 })
    running.push({ stop: attached.close })
    await owner.end('SIGKILL')
    await vi.waitFor(() => expect(processesOf(placeOf(folder).cluster)).not.toContain(orphan), { timeout: 20_000 })
    await vi.waitFor(async () => expect(await attached.db.selectFrom('users').select('id').execute()).toEqual([]), {
      timeout: 20_000,
    })
    await attached.close()
    expect(processesOf(placeOf(folder).cluster)).toEqual([])
  })

  test('of several that start at once on a new data directory, one owns it and the others attach', async () => {
    const folder = newFolder()
    const events = await Promise.all([hold(folder), hold(folder), hold(folder)].map((one) => one.event('ready')))
    expect(events.map((event) => event.owner).sort()).toEqual([false, false, true])
    expect(readdirSync(folder).filter((name) => name.startsWith('postgres.new-'))).toEqual([])
  })

  test('starts over after a kill -9 in the middle of making the database', async () => {
    const folder = newFolder()
    const holder = hold(folder)
    await vi.waitFor(() => expect(readdirSync(folder).some((name) => name.startsWith('postgres.new-'))).toBe(true), {
      timeout: 20_000,
      interval: 5,
    })
    await holder.end('SIGKILL')
    expect(existsSync(placeOf(folder).cluster)).toBe(false)
    expect(await query(await start(folder), 'SELECT 1')).toEqual([[1]])
    expect(readdirSync(folder).filter((name) => name.startsWith('postgres.new-'))).toEqual([])
  })

  test('is not put off by a postmaster.pid whose id now belongs to another program', async () => {
    const folder = newFolder()
    const { cluster } = placeOf(folder)
    await (await start(folder)).stop()
    writeFileSync(
      join(cluster, 'postmaster.pid'),
      `${process.pid}\n${cluster}\n1700000000\n5432\n/tmp\n\n  1  2\nready   \n`,
    )
    expect((await start(folder)).owner).toBe(true)
  })

  test('refuses another major version and changes nothing', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '17\n')
    const error = await refusal(start(folder))
    expect(error.message).toContain('PostgreSQL 17')
    expect(error.remedy).toContain('DATABASE_URL')
    expect(readFileSync(join(folder, 'postgres', 'PG_VERSION'), 'utf8')).toBe('17\n')
  })

  test('refuses a folder that is not a database', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'postgres', 'base'), { recursive: true })
    expect((await refusal(start(folder))).message).toContain('not a Postgres database')
  })

  test('quotes what Postgres said when it does not start, and lets go of the data directory', async () => {
    const folder = newFolder()
    const error = await refusal(start(folder, { settings: { shared_buffers: 'a lot' } }))
    expect(error.message).toContain('shared_buffers')
    expect(error.remedy).toContain('postgres.log')
    expect((await start(folder)).owner).toBe(true)
  })

  test('refuses a socket folder that someone else has put in its place', async () => {
    const folder = newFolder()
    const elsewhere = newFolder()
    const { runtime_dir } = placeOf(folder)
    symlinkSync(elsewhere, runtime_dir)
    try {
      expect((await refusal(start(folder))).message).toContain(runtime_dir)
      expect(readdirSync(elsewhere)).toEqual([])
    } finally {
      rmSync(runtime_dir)
    }
  })
})

describe.runIf(isRoot)('embedded Postgres as root (skipped for ordinary users)', { timeout: 60_000 }, () => {
  test('keeps its data while the way of leaving root changes', async () => {
    const closed = newFolder()
    const folder = join(closed, 'data')
    const methods = ['system_user', 'user_namespace', 'system_user'] as const
    for (const method of methods.filter((one) => one === 'system_user' || mayUseNamespaces())) {
      const database = await start(folder, { server_users: [method] })
      await query(database, 'CREATE TABLE IF NOT EXISTS starts (at int)')
      await query(database, 'INSERT INTO starts VALUES (1)')
      expect(statSync(join(folder, 'postgres')).uid === 0).toBe(method === 'user_namespace')
      await database.stop()
    }
    const database = await start(folder)
    expect(await query(database, 'SELECT count(*)::int FROM starts')).toEqual([[mayUseNamespaces() ? 3 : 2]])
  })

  test('says why when no way of leaving root is left', async () => {
    const error = await refusal(start(newFolder(), { server_users: [] }))
    expect(error.remedy).toContain('ordinary user')
  })

  test('refuses the data directory of another user', async () => {
    const folder = newFolder()
    chownSync(folder, 12_345, 12_345)
    const error = await refusal(start(folder))
    expect(error.message).toContain('belongs to user 12345')
    expect(readdirSync(folder)).toEqual([])
  })
})

const mayUseNamespaces = () => {
  try {
    execFileSync('unshare', ['--user', '--map-user=1', '--map-group=1', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
