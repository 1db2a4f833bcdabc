import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../lib/log.ts'
import { StartupError } from '../lib/startup-error.ts'
import type { Connection } from './database.ts'
import { type MigrationFile, readMigrations } from './read-migrations.ts'
import { connectionFailure, isWorthRetrying, migrationFailure } from './startup-failures.ts'

const oldestMajor = 15
/** "bstm" as a number: names the lock among the advisory locks of one database. */
const lockKey = 0x62_73_74_6d
const connectTries = 20
const betweenTriesMs = 500
const waitForOthersMs = 10 * 60_000

export type MigrateOptions = {
  log: Log
  /** Folder with the numbered files; tests use their own. */
  directory?: string
  /** How often to try while Postgres cannot be reached, half a second apart. */
  connect_tries?: number
}

/**
 * Brings the database to the newest schema and resolves with the names of the files it applied. Every process calls it
 * when it starts: one does the work, the others wait for it and then find nothing to do. Throws StartupError.
 */
export const migrate = async (connection: Connection, options: MigrateOptions): Promise<string[]> => {
  const files = await readMigrations(options.directory ?? `${import.meta.dirname}/migrations`)
  const client = await connect(connection, options)
  try {
    await requireVersion(client)
    await takeLock(client, options.log)
    return await applyMissing(client, files, options.log)
  } finally {
    // Ending the session also frees the lock. A broken session may fail to end politely; the first error is the one to tell.
    await client.end().catch(() => undefined)
  }
}

const connect = async (connection: Connection, options: MigrateOptions): Promise<pg.Client> => {
  const tries = options.connect_tries ?? connectTries
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({
      ...connection,
      application_name: 'backstay migrate',
      connectionTimeoutMillis: 5_000,
      // A table lock that a stuck session holds must not stop the start for ever.
      options: '-c timezone=UTC -c search_path=public -c statement_timeout=0 -c lock_timeout=60s',
    })
    // The failing query reports a lost connection too; this listener only keeps it from ending the process.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      if (attempt >= tries || !isWorthRetrying(error)) throw connectionFailure(error, client, connection)
      if (attempt === 1) options.log.info({ host: client.host, port: client.port }, 'Waiting for Postgres')
      await wait(betweenTriesMs)
    }
  }
}

const requireVersion = async (client: pg.Client) => {
  const { rows } = await client.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  )
  const major = rows[0]?.major ?? 0
  if (major >= oldestMajor) return
  throw new StartupError(
    `The database is Postgres ${major}; Backstay needs ${oldestMajor} or newer.`,
    'Upgrade that Postgres, or unset DATABASE_URL to use the embedded one.',
  )
}

/** The lock belongs to the session, so it spans the transactions of all files and dies with the process. */
const takeLock = async (client: pg.Client, log: Log) => {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockKey])
  if (rows[0]?.taken) return
  log.info({}, 'Another process is updating the database schema; waiting for it')
  await client.query(`set lock_timeout = ${waitForOthersMs}`)
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
  } catch (error) {
    throw new StartupError(
      `Another process has been updating the database schema for ${waitForOthersMs / 60_000} minutes.`,
      'Look for a Backstay process that hangs (select * from pg_stat_activity), end it, and start again.',
      { cause: error },
    )
  }
  await client.query(`set lock_timeout = '60s'`)
}

const applyMissing = async (client: pg.Client, files: readonly MigrationFile[], log: Log): Promise<string[]> => {
  const applied = await readApplied(client)
  requireSameHistory(files, applied)
  const missing = files.slice(applied.length)
  for (const file of missing) {
    await apply(client, file)
    log.info({ migration: file.name }, 'Updated the database schema')
  }
  return missing.map((file) => file.name)
}

type Applied = { number: number; name: string; sha256: string }

const readApplied = async (client: pg.Client): Promise<Applied[]> => {
  try {
    await client.query(`create table if not exists migrations (
      number integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz(3) not null default now()
    )`)
    const { rows } = await client.query<Applied>('select number, name, sha256 from migrations order by number')
    return rows
  } catch (error) {
    throw migrationFailure(error, client)
  }
}

/** What was applied must be exactly the first files we have; anything else means that code and database do not belong together. */
const requireSameHistory = (files: readonly MigrationFile[], applied: readonly Applied[]) => {
  const newest = files.at(-1)?.number ?? 0
  const unknown = applied.find((row) => row.number > newest)
  if (unknown) {
    throw new StartupError(
      `The database was updated by a newer Backstay (it has ${unknown.name}, which this version does not know).`,
      'Update Backstay to the version that was running here, or newer. Nothing was changed.',
    )
  }
  for (const [index, row] of applied.entries()) {
    const file = files[index]
    if (file?.number !== row.number) {
      throw new StartupError(
        `The database's list of applied migrations is damaged: it has ${row.name} at place ${index + 1}.`,
        'Restore the table "migrations" from a backup of the database. Nothing was changed.',
      )
    }
    if (file.name !== row.name || file.sha256 !== row.sha256) {
      throw new StartupError(
        `The migration ${row.name} is not the one that was applied to this database` +
          (file.name === row.name ? ' (its text changed).' : ` (there is ${file.name} in its place).`),
        `Install an unchanged copy of Backstay that has ${row.name}. Nothing was changed.`,
      )
    }
  }
}

const apply = async (client: pg.Client, file: MigrationFile) => {
  await client.query('begin')
  try {
    await client.query(file.sql)
    await client.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [
      file.number,
      file.name,
      file.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw migrationFailure(error, client, file)
  }
}
