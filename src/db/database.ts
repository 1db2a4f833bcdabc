import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { nameStatements } from './name-statements.ts'
import type { Database } from './tables.gen.ts'

/** The database, or inside `inTransaction` the transaction. */
export type Db = Kysely<Database>

/** Where Postgres is: a URL, or the socket directory of the embedded one. */
export type Connection =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string; password?: string; ssl?: false }

const parsers = new Map<number, (text: string) => unknown>([
  // Times are ISO strings in rows, as they are in JSON. Columns have millisecond precision, so nothing is lost.
  [pg.types.builtins.TIMESTAMPTZ, (text) => isoOf(text)],
  [pg.types.builtins.INT8, (text) => safeInteger(text)],
  // The driver would make it midnight of this machine's time zone.
  [pg.types.builtins.DATE, (text) => text],
])

/** Postgres writes `2026-01-15 12:00:00.123+00` in a UTC session. */
const isoOf = (text: string) => {
  const [date, time = ''] = text.replace(/\+00$/, '').split(' ')
  const [whole = '', fraction = ''] = time.split('.')
  // An expression such as now() can have microseconds; every ISO time has three digits, so that texts compare as times.
  return `${date}T${whole}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}

const safeInteger = (text: string) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} does not fit a number`)
  return value
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format),
}

export type PoolOptions = {
  max: number
  statement_timeout_ms: number
  application_name: string
  onError: (error: Error) => void
  plainTypes?: boolean
}

/** A pool whose sessions are in UTC and have time-outs, so that nothing waits for ever. */
export const createPool = (connection: Connection, options: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    ...connection,
    max: options.max,
    application_name: options.application_name,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statement_timeout_ms,
    lock_timeout: Math.ceil(options.statement_timeout_ms / 2),
    idle_in_transaction_session_timeout: 60_000,
    options: '-c timezone=UTC -c search_path=public',
    ...(options.plainTypes ? {} : { types }),
  })
  // Without a listener, a connection that dies while idle would end the process.
  pool.on('error', options.onError)
  // The pool listens to idle connections alone. One that dies in a transaction between two statements, or in the same
  // breath as it answers, would end the process too; whoever has it learns of it from the next statement.
  const names = new Map<string, string>()
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    nameStatements(client, names)
  })
  return pool
}

export const createDb = (pool: pg.Pool): Db => new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
