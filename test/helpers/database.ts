import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Connection, createDb, createPool, type Db } from '../../src/db/database.ts'
import { connectionTo } from './connection-to.ts'
import type { TestDatabases } from './test-server.ts'
import { until } from './until.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databases: TestDatabases
  }
}

export type TestDatabase = { connection: Connection; db: Db; pool: pg.Pool; drop(): Promise<void> }

/** A migrated, empty database of the test's own. Call `drop` when done (afterAll or onTestFinished). */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const connection = await createDatabase(inject('databases').template)
  const pool = createPool(connection, {
    max: 5,
    statement_timeout_ms: 15_000,
    application_name: 'backstay test',
    // Dropping the database cuts connections that a test left open; a query in flight gets its own error.
    onError: () => undefined,
  })
  return {
    connection,
    pool,
    db: createDb(pool),
    drop: async () => {
      await pool.end()
      await dropDatabase(connection)
    },
  }
}

/** A database without any tables, for tests of migrating itself. */
export const createEmptyDatabase = async (): Promise<{ connection: Connection; drop(): Promise<void> }> => {
  const connection = await createDatabase('template0')
  return { connection, drop: () => dropDatabase(connection) }
}

const createDatabase = async (template: string): Promise<Connection> => {
  const { admin, prefix } = inject('databases')
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  // Postgres's default strategy (wal_log) took as long as file_copy, and needs no checkpoint that stalls the tests beside it.
  await asAdmin((client) => client.query(`create database ${name} template ${template}`))
  return connectionTo(admin, name)
}

const dropDatabase = (connection: Connection) =>
  asAdmin(async (client) => {
    const name = pg.escapeIdentifier(new pg.Client(connection).database ?? '')
    await until(async () => {
      try {
        await client.query(`drop database if exists ${name} with (force)`)
        return true
      } catch (error) {
        // A vacuum by Postgres itself is not ours to end, and is over in a moment.
        if (error instanceof pg.DatabaseError && error.code === '42501') return false
        throw error
      }
    })
  })

const asAdmin = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client(inject('databases').admin)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
