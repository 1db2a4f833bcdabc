import { Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/helpers/database.ts'
import type { Db } from './database.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  await sql`create table things (id int primary key, name text not null)`.execute(database.db)
  await sql`insert into things values (1, 'one')`.execute(database.db)
})
afterAll(() => database?.drop())

/** All on one connection. */
const onOne = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
  new Kysely<Db extends Kysely<infer Tables> ? Tables : never>({
    dialect: new PostgresDialect({ pool: database.pool }),
  })
    .connection()
    .execute(work)

const read = async (db: Db) => (await sql`select * from things where id = ${1}`.execute(db)).rows
const plans = async (db: Db) => {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements where statement like '%things%' order by 1`.execute(db)
  return rows.map(({ statement }) => statement)
}

test('Postgres keeps the plan of a statement, but not of a page of a list', () =>
  onOne(async (db) => {
    for (const _ of [1, 2]) await read(db)
    await sql`select name from things where id > ${0} limit ${1}`.execute(db)
    expect(await plans(db)).toEqual(['select * from things where id = $1'])
  }))

test('a connection whose plans are out of date goes on without them', () =>
  onOne(async (db) => {
    await read(db)
    await sql`alter table things add column more text`.execute(db)
    await expect(read(db)).rejects.toMatchObject({ code: '0A000' })
    expect(await read(db)).toEqual([{ id: 1, name: 'one', more: null }])
  }))
