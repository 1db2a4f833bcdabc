import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { type Connection, createDb, createPool, type Db } from '../../src/db/database.ts'

export const createTestDatabase = async (): Promise<{ connection: Connection; db: Db; drop(): Promise<void> }> => {
  const name = `t_${randomBytes(6).toString('hex')}`
  const base = { host: '/tmp/pgh', port: 5432, user: 'postgres' }
  const admin = new pg.Client({ ...base, database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const connection = { ...base, database: name }
  const pool = createPool(connection, { max: 10, statement_timeout_ms: 30_000, application_name: 'test', onError: () => {} })
  await pool.query(readFileSync(new URL('../../src/db/migrations/0001_foundation.sql', import.meta.url), 'utf8'))
  const db = createDb(pool)
  return {
    connection,
    db,
    drop: async () => {
      await db.destroy().catch(() => {})
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
