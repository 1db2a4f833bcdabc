import pg from 'pg'
import { type Connection, createDb, createPool, type Db } from '../../src/db/database.ts'

const host = '/tmp/jobs-dev-pg'
export const createTestDatabase = async (): Promise<{ connection: Connection; db: Db; drop(): Promise<void> }> => {
  const name = `t_${process.pid}_${Math.random().toString(36).slice(2)}`
  const admin = async (sql: string) => {
    const c = new pg.Client({ host, port: 5432, user: 'backstay', database: 'postgres' })
    await c.connect()
    await c.query(sql)
    await c.end()
  }
  await admin(`create database ${name}`)
  const connection = { host, port: 5432, user: 'backstay', database: name }
  const pool = createPool(connection, {
    max: 10,
    statement_timeout_ms: 30_000,
    application_name: 'test',
    onError: () => {},
  })
  const db = createDb(pool)
  return {
    connection,
    db,
    drop: async () => {
      await db.destroy()
      await admin(`drop database ${name} with (force)`)
    },
  }
}
