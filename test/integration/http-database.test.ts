import { sql } from 'kysely'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { anonymousCaller, type Context, inTransaction } from '../../src/context.ts'
import { createDb, createPool } from '../../src/db/database.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { type DatabaseProxy, startDatabaseProxy } from '../helpers/database-proxy.ts'
import { route } from '../helpers/http-routes.ts'
import { codeOf, listen, send, testServer, testServices } from '../helpers/http-server.ts'

let database: TestDatabase
let proxy: DatabaseProxy
let pool: Pool
let app: Awaited<ReturnType<typeof testServer>>
let port: number
let work: (ctx: Context) => Promise<unknown>
let runs: number

beforeAll(async () => {
  database = await createTestDatabase()
  await database.pool.query('create table effects (name text primary key)')
})
afterAll(() => database.drop())

beforeEach(async () => {
  runs = 0
  await database.pool.query('truncate effects')
  proxy = await startDatabaseProxy(database.connection)
  pool = createPool(proxy.connection, {
    max: 2,
    statement_timeout_ms: 100,
    application_name: 'test',
    onError: () => {},
  })
  const db = createDb(pool)
  app = await testServer(testServices(db), {
    routes: [
      route({
        method: 'POST',
        path: '/api/work',
        operation_id: 'work',
        handle: (ctx, _input, http) =>
          inTransaction(ctx, async (ctx) => {
            runs++
            http.addHeader('x-run', String(runs))
            await sql`insert into effects (name) values ('a')`.execute(ctx.db)
            await work(ctx)
            return { ok: true }
          }),
      }),
    ],
    authenticate: async (services) => {
      await sql`select 1`.execute(services.db)
      return anonymousCaller
    },
    readiness: async () => void (await sql`select 1`.execute(db)),
  })
  port = await listen(app)
})
afterEach(async () => {
  await app.close()
  await pool.end()
  await proxy.stop()
})

const get = (path: string) => send(port, 'GET', path)
const post = (headers: Record<string, string> = {}) => send(port, 'POST', '/api/work', { headers })
const effects = async () => (await database.pool.query('select * from effects')).rowCount

describe('while the database is away', () => {
  test('requests get 503 with Retry-After, and go on when it is back', async () => {
    work = async () => {}
    expect((await get('/readyz')).status).toBe(200)
    await proxy.cut()
    for (const headers of [{}, { cookie: 'session=viewer' }] as Record<string, string>[]) {
      const sent = await post(headers)
      expect([sent.status, codeOf(sent), sent.headers['retry-after']]).toEqual([503, 'database_unavailable', '2'])
    }
    const ready = await get('/readyz')
    expect([ready.status, ready.headers['retry-after']]).toEqual([503, '2'])
    expect(ready.json()).toEqual({ status: 'unavailable', reason: expect.stringContaining('The database is away.') })
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
    await proxy.mend()
    expect([(await post()).status, (await get('/readyz')).status]).toEqual([200, 200])
  })

  test('a request in the middle of its work gets 503, and nothing of it stays', async () => {
    work = async (ctx) => {
      await proxy.cut()
      await sql`select 1`.execute(ctx.db)
    }
    const sent = await post()
    expect([sent.status, codeOf(sent), runs]).toEqual([503, 'database_unavailable', 1])
    await proxy.mend()
    expect(await effects()).toBe(0)
    work = async () => {}
    expect((await post()).status).toBe(200)
  })
})

const raise = (code: string) => (ctx: Context) =>
  sql.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`).execute(ctx.db)

describe('errors that go away', () => {
  test.each(['40001', '40P01'])('%s: the work runs again, and only its last headers count', async (code) => {
    work = async (ctx) => (runs < 3 ? raise(code)(ctx) : null)
    const sent = await post()
    expect([sent.status, sent.headers['x-run'], await effects()]).toEqual([200, '3', 1])
  })

  test('after three times the caller is told to try again', async () => {
    work = raise('40001')
    const sent = await post()
    expect([sent.status, codeOf(sent), sent.headers['retry-after']]).toEqual([409, 'conflict', '1'])
    expect([runs, await effects()]).toEqual([3, 0])
  })
})

describe('errors that stay', () => {
  test('what exists already is told as such, once', async () => {
    work = (ctx) => sql`insert into effects (name) values ('a')`.execute(ctx.db)
    const sent = await post()
    expect([sent.status, codeOf(sent), runs]).toEqual([409, 'already_exists', 1])
    expect(sent.text).not.toContain('effects')
  })

  test('a statement that takes too long is given up', async () => {
    work = (ctx) => sql`select pg_sleep(60)`.execute(ctx.db)
    const sent = await post()
    expect([sent.status, codeOf(sent), sent.headers['retry-after']]).toEqual([504, 'request_timeout', '1'])
  })

  test('any other error of the database is ours, and its text stays inside', async () => {
    work = (ctx) => sql`select * from no_such_table`.execute(ctx.db)
    const sent = await post()
    expect([sent.status, codeOf(sent)]).toEqual([500, 'internal'])
    expect(sent.text).not.toContain('no_such_table')
  })
})
