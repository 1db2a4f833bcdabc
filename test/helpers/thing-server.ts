import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { z } from 'zod'
import { type Context, inTransaction } from '../../src/context.ts'
import type { ServerOptions } from '../../src/http/options.ts'
import type { Route } from '../../src/route.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { route } from './http-routes.ts'
import { listen, type Sent, send, type TestServices, testServer, testServices } from './http-server.ts'

export type Ask = { as?: string | null; body?: unknown; path?: string; method?: string }

export type ThingServer = {
  database: TestDatabase
  services: TestServices
  /** What happens in the handler, after its row is written. */
  finish: (ctx: Context) => Promise<void>
  /** How often the handler began. */
  runs: number
  /** A route that writes a row and answers with a secret. */
  make(extra?: Partial<Route>): Route
  /** Starts the server anew. */
  serve(options: Partial<ServerOptions>): Promise<void>
  /** Asks for a thing under an Idempotency-Key. */
  ask(key: string | null, ask?: Ask): Promise<Sent>
  /** How many rows handlers wrote. */
  effects(): Promise<number>
  /** What is kept under keys. */
  stored(): Promise<unknown[]>
}

/** For a test file: a database and, for each test, a server whose routes have an effect that can be counted. */
export const prepareThingServer = (routes: (make: ThingServer['make']) => Route[]): ThingServer => {
  let app: Awaited<ReturnType<typeof testServer>> | null = null
  let port = 0
  // The hooks below set the rest before the first test.
  const things = {
    make: (extra = {}) =>
      route({
        method: 'POST',
        path: '/api/things',
        operation_id: 'makeThing',
        access: 'signed_in',
        query: z.object({ x: z.string().optional() }),
        body: z.object({ name: z.string().default('none'), more: z.unknown().optional() }),
        reply: { status: 201, body: z.object({ id: z.string(), key: z.string() }) },
        handle: (ctx, { name }: { name: string }, http) =>
          inTransaction(ctx, async (ctx) => {
            things.runs++
            await sql`insert into effects (name) values (${name})`.execute(ctx.db)
            http.addHeader('set-cookie', 'thing=1')
            await things.finish(ctx)
            return { id: `thing ${things.runs}`, key: `bst_shown_once_${things.runs}` }
          }),
        ...extra,
      }),
    serve: async (options) => {
      await app?.close()
      app = await testServer(things.services, options)
      port = await listen(app)
    },
    ask: (key, { as = 'owner', body = { name: 'a' }, path = '/api/things', method = 'POST' } = {}) =>
      send(port, method, path, {
        headers: {
          'content-type': 'application/json',
          ...(key === null ? {} : { 'idempotency-key': key }),
          ...(as === null ? {} : { authorization: `Bearer ${as}` }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    effects: async () => (await things.database.pool.query('select 1 from effects')).rowCount ?? 0,
    stored: async () => (await things.database.pool.query('select * from idempotency_keys')).rows,
  } as ThingServer

  beforeAll(async () => {
    things.database = await createTestDatabase()
    await things.database.pool.query('create table effects (name text not null)')
  })
  afterAll(() => things.database.drop())
  beforeEach(async () => {
    things.runs = 0
    things.finish = async () => {}
    things.services = testServices(things.database.db)
    await things.database.pool.query('truncate effects, idempotency_keys')
    await things.serve({ routes: routes(things.make) })
  })
  afterEach(async () => {
    await app?.close()
    app = null
  })
  return things
}
