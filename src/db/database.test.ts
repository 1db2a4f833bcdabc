import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/helpers/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const selected = async (expression: string) => {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db)
  return rows[0]?.value
}

test.each([
  ["'2026-03-29 01:30:00.5+02'::timestamptz(3)", '2026-03-28T23:30:00.500Z'],
  ["'2026-01-01 00:00:00Z'::timestamptz(3)", '2026-01-01T00:00:00.000Z'],
  ["'2026-01-01 00:00:00.123456Z'::timestamptz", '2026-01-01T00:00:00.123Z'],
  ["'2026-03-29'::date", '2026-03-29'],
  ['count(*)', 1],
  ['9007199254740991::bigint', Number.MAX_SAFE_INTEGER],
  [`'{"a": [1]}'::jsonb`, { a: [1] }],
  ["'{a,b}'::text[]", ['a', 'b']],
  ['current_schemas(false)::text[]', ['public']],
])('%s arrives as %j', async (expression, value) => {
  expect(await selected(expression)).toEqual(value)
})

test('a number too large to be exact is refused, not rounded', async () => {
  await expect(selected('9007199254740993::bigint')).rejects.toThrow('9007199254740993')
})

test('json columns take text and give values, lists too', async () => {
  const event = { id: 'aud_1', at: '2026-01-15T12:00:00.000Z', actor_kind: 'system', actor_name: 'Backstay' } as const
  await database.db
    .insertInto('audit_events')
    .values({ ...event, action: 'a.b', target_kind: 'a', target_id: '1', after: JSON.stringify([1, 'two']) })
    .execute()
  const row = await database.db.selectFrom('audit_events').select(['at', 'before', 'after']).executeTakeFirstOrThrow()
  expect(row).toEqual({ at: '2026-01-15T12:00:00.000Z', before: null, after: [1, 'two'] })
})

test('a connection that dies in a transaction, between two statements, ends the transaction and nothing else', async () => {
  const client = await database.pool.connect()
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await ended
  await expect(client.query('select 1')).rejects.toThrow('not queryable')
  client.release(true)
  expect(await selected('1')).toBe(1)
})
