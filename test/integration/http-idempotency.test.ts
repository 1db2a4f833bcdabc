import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Context, inTransaction } from '../../src/context.ts'
import { removeOldIdempotencyKeys } from '../../src/http/remove-old-idempotency-keys.ts'
import { dayMs } from '../../src/lib/clock.ts'
import { AppError } from '../../src/lib/errors.ts'
import type { Route } from '../../src/route.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { route } from '../helpers/http-routes.ts'
import {
  callers,
  codeOf,
  listen,
  org,
  send,
  type TestServices,
  testServer,
  testServices,
} from '../helpers/http-server.ts'
import { until } from '../helpers/until.ts'

let database: TestDatabase
let services: TestServices
let app: Awaited<ReturnType<typeof testServer>>
let port: number
/** What happens in the handler, after its row is written. */
let then: (ctx: Context) => Promise<void>
let runs: number

beforeAll(async () => {
  database = await createTestDatabase()
  await database.pool.query('create table effects (name text not null)')
})
afterAll(() => database.drop())

const made = z.object({ id: z.string(), key: z.string() })
const make = (extra: Partial<Route>): Route =>
  route({
    method: 'POST',
    path: '/api/things',
    operation_id: 'makeThing',
    access: 'signed_in',
    body: z.object({ name: z.string().default('none'), more: z.unknown().optional() }),
    reply: { status: 201, body: made },
    handle: (ctx, { name }: { name: string }, http) =>
      inTransaction(ctx, async (ctx) => {
        runs++
        await sql`insert into effects (name) values (${name})`.execute(ctx.db)
        http.addHeader('set-cookie', 'thing=1')
        await then(ctx)
        return { id: `thing ${runs}`, key: `bst_shown_once_${runs}` }
      }),
    ...extra,
  })

beforeEach(async () => {
  runs = 0
  then = async () => {}
  await database.pool.query('truncate effects, idempotency_keys')
  services = testServices(database.db)
  app = await testServer(services, {
    routes: [
      make({}),
      make({ path: '/api/others', operation_id: 'makeOther' }),
      make({ path: '/api/open', operation_id: 'makeOpen', access: 'anyone' }),
      make({ path: '/api/nothing', operation_id: 'makeNothing', reply: { status: 204 } }),
      make({ method: 'PATCH', path: '/api/things/:id', operation_id: 'change', params: z.object({ id: z.string() }) }),
      make({
        path: '/api/organizations/:organization_id/things',
        operation_id: 'makeIn',
        access: { role: 'viewer' },
        params: z.object({ organization_id: z.string() }),
      }),
    ],
  })
  port = await listen(app)
})
afterEach(() => app.close())

type Options = { as?: string | null; body?: unknown; path?: string; method?: string }
const ask = (
  key: string | null,
  { as = 'owner', body = { name: 'a' }, path = '/api/things', method = 'POST' }: Options = {},
) =>
  send(port, method, path, {
    headers: {
      'content-type': 'application/json',
      ...(key === null ? {} : { 'idempotency-key': key }),
      ...(as === null ? {} : { authorization: `Bearer ${as}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const effects = async () => (await database.pool.query<{ name: string }>('select name from effects')).rows.length
const stored = async () =>
  (
    await database.pool.query<{ caller_id: string; sealed_reply: string; body_hash: string }>(
      'select * from idempotency_keys',
    )
  ).rows

/** Whether some request waits for another one's lock. */
const isWaiting = async () => {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return (await database.pool.query(waiting)).rowCount === 1
}

test('the same request again gets the same answer, and nothing happens twice', async () => {
  const key = randomUUID()
  const first = await ask(key)
  const again = await ask(key)
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.text).toBe(first.text)
  expect(first.headers['idempotency-replayed']).toBeUndefined()
  expect(again.headers['idempotency-replayed']).toBe('true')
  expect(again.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(await effects()).toBe(1)
})

test('cookies are not handed out a second time', async () => {
  const key = randomUUID()
  expect((await ask(key)).headers['set-cookie']).toEqual(['thing=1'])
  expect((await ask(key)).headers['set-cookie']).toBeUndefined()
})

test('the order of fields and spaces says nothing', async () => {
  const key = randomUUID()
  await ask(key, { body: '{"name": "a", "more": {"x": 1, "y": 2}}' })
  const again = await ask(key, { body: '{"more":{"y":2,"x":1},"name":"a"}' })
  expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
})

test('an answer without a body is replayed as well', async () => {
  const key = randomUUID()
  const replies = [await ask(key, { path: '/api/nothing' }), await ask(key, { path: '/api/nothing' })]
  expect(replies.map(({ status, text }) => [status, text])).toEqual([
    [204, ''],
    [204, ''],
  ])
  expect(await effects()).toBe(1)
})

test('another request under the key is refused', async () => {
  const key = randomUUID()
  await ask(key)
  const others: Options[] = [
    { body: { name: 'b' } },
    { path: '/api/others' },
    { path: '/api/things?x=1' },
    { path: `/api/organizations/${org('1')}/things` },
  ]
  for (const other of others) {
    const sent = await ask(key, other)
    expect([sent.status, codeOf(sent)], JSON.stringify(other)).toEqual([422, 'idempotency_key_reused'])
  }
  expect(await effects()).toBe(1)
})

test('two at once have one effect and one answer', async () => {
  const key = randomUUID()
  const go = Promise.withResolvers<void>()
  then = () => go.promise
  const both = [ask(key), ask(key)]
  await until(isWaiting)
  go.resolve()
  const [a, b] = await Promise.all(both)
  expect([a?.status, b?.status, b?.text]).toEqual([201, 201, a?.text])
  expect([a, b].map((sent) => sent?.headers['idempotency-replayed']).sort()).toEqual(['true', undefined])
  expect([runs, await effects()]).toEqual([1, 1])
})

test('of two at once the second runs when the first fails', async () => {
  const key = randomUUID()
  const go = Promise.withResolvers<void>()
  then = async () => {
    then = async () => {}
    await go.promise
  }
  const first = ask(key)
  await until(() => runs === 1)
  const second = ask(key)
  await until(isWaiting)
  go.reject(new AppError('conflict'))
  expect([(await first).status, (await second).status]).toEqual([409, 201])
  expect(await effects()).toBe(1)
})

test('one that waits too long for the other is told to come back', async () => {
  await app.close()
  app = await testServer(services, { routes: [make({})], limits: { idempotency_wait_ms: 20 } })
  port = await listen(app)
  const key = randomUUID()
  const other = await database.pool.connect()
  try {
    await other.query('begin')
    await other.query(
      `insert into idempotency_keys (caller_id, key, operation, body_hash, created_at) values ($1, $2, '', '', now())`,
      [callers.owner?.id, key],
    )
    const sent = await ask(key)
    expect([sent.status, codeOf(sent), sent.headers['retry-after']]).toEqual([409, 'idempotency_key_in_use', '1'])
    expect(runs).toBe(0)
  } finally {
    await other.query('rollback')
    other.release()
  }
})

test.each<[string, () => unknown, number]>([
  ['of ours', () => new AppError('conflict'), 409],
  ['that is a bug', () => new TypeError('x'), 500],
])('a failure %s leaves nothing behind, and the next try runs', async (_name, failure, status) => {
  const key = randomUUID()
  then = async () => {
    throw failure()
  }
  expect((await ask(key)).status).toBe(status)
  expect([await effects(), await stored()]).toEqual([0, []])
  then = async () => {}
  const again = await ask(key)
  expect([again.status, again.headers['idempotency-replayed'], await effects()]).toEqual([201, undefined, 1])
})

test('an answer that does not fit its schema undoes what was done', async () => {
  await app.close()
  app = await testServer(services, {
    routes: [make({ reply: { status: 201, body: z.object({ other: z.string() }) } })],
  })
  port = await listen(app)
  expect((await ask(randomUUID())).status).toBe(500)
  expect([await effects(), await stored()]).toEqual([0, []])
})

test('an invalid request is not remembered', async () => {
  const key = randomUUID()
  expect((await ask(key, { body: { name: 1 } })).status).toBe(400)
  expect((await ask(key)).status).toBe(201)
})

test('after a day a key counts as new, whatever was sent under it', async () => {
  const key = randomUUID()
  await ask(key)
  services.clock.advanceMs(dayMs)
  expect((await ask(key)).headers['idempotency-replayed']).toBe('true')
  services.clock.advanceMs(1)
  const later = await ask(key, { body: { name: 'b' } })
  expect([later.status, later.headers['idempotency-replayed'], await effects()]).toEqual([201, undefined, 2])
  expect((await ask(key, { body: { name: 'b' } })).text).toBe(later.text)
})

test('old keys are forgotten, young ones stay', async () => {
  await ask('old')
  services.clock.advanceMs(dayMs)
  await ask('young')
  services.clock.advanceMs(1)
  await removeOldIdempotencyKeys(services)
  expect((await database.pool.query('select key from idempotency_keys')).rows).toEqual([{ key: 'young' }])
})

test('what is kept is sealed: neither the secret in the answer nor the body can be read from the database', async () => {
  await ask(randomUUID(), { body: { name: 'my password' } })
  const text = JSON.stringify(await stored())
  expect(text).toContain('v1.')
  expect(text).not.toMatch(/bst_shown_once|my password/)
})

test("another caller's key is another key", async () => {
  const key = randomUUID()
  const [mine, theirs, again] = [await ask(key), await ask(key, { as: 'viewer', body: { name: 'x' } }), await ask(key)]
  expect([mine.status, theirs.status, theirs.headers['idempotency-replayed']]).toEqual([201, 201, undefined])
  expect(again.text).toBe(mine.text)
  expect(await effects()).toBe(2)
})

test('a caller who may no longer do it does not get the old answer', async () => {
  const key = randomUUID()
  const path = `/api/organizations/${org('1')}/things`
  expect((await ask(key, { path, as: 'key' })).status).toBe(201)
  const before = callers.key
  if (before === undefined) throw new Error('no such caller')
  callers.key = { ...before, memberships: [] }
  try {
    expect((await ask(key, { path, as: 'key' })).status).toBe(404)
  } finally {
    callers.key = before
  }
})

test('routes for anyone do not look at keys, whoever asks', async () => {
  const key = randomUUID()
  for (const as of [null, null, 'owner', 'owner'])
    expect((await ask(key, { as, path: '/api/open' })).headers['idempotency-replayed']).toBeUndefined()
  expect([await effects(), await stored()]).toEqual([4, []])
})

test('other methods do not look at keys, and a request without one is not remembered', async () => {
  const key = randomUUID()
  for (let i = 0; i < 2; i++) expect((await ask(key, { method: 'PATCH', path: '/api/things/1' })).status).toBe(201)
  await ask(null)
  expect([await effects(), await stored()]).toEqual([3, []])
})

test.each(['', 'two words', 'ä', 'x'.repeat(256)])('the key "%s" is refused by name', async (key) => {
  const sent = await ask(Buffer.from(key).toString('latin1'))
  expect(sent.json()).toMatchObject({
    error: { code: 'invalid_request', details: { fields: [{ path: 'Idempotency-Key' }] } },
  })
})

test('a deadlock is tried again, and the key still has one effect', async () => {
  let failures = 2
  then = async () => {
    if (failures-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
  }
  const key = randomUUID()
  const sent = await ask(key)
  expect([sent.status, sent.headers['set-cookie'], runs, await effects()]).toEqual([201, ['thing=1'], 3, 1])
  expect((await ask(key)).text).toBe(sent.text)
})
