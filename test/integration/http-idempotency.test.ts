import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { removeOldIdempotencyKeys } from '../../src/http/remove-old-idempotency-keys.ts'
import { dayMs } from '../../src/lib/clock.ts'
import { callers, codeOf, org } from '../helpers/http-server.ts'
import { type Ask, prepareThingServer } from '../helpers/thing-server.ts'

const prepared: object[] = []

const things = prepareThingServer((make) => [
  make(),
  make({
    path: '/api/prepared',
    operation_id: 'makePrepared',
    prepare: async (ctx) => {
      prepared.push({ in_transaction: ctx.db.isTransaction })
      return 'asked'
    },
    handle: async (ctx, _input, _http, got) => {
      prepared.push({ in_transaction: ctx.db.isTransaction, got })
      return { id: 'thing', key: 'key' }
    },
  }),
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
])

test('the same request again gets the same answer, and nothing happens twice', async () => {
  const key = randomUUID()
  const first = await things.ask(key)
  const again = await things.ask(key)
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.text).toBe(first.text)
  expect(first.headers['idempotency-replayed']).toBeUndefined()
  expect(again.headers['idempotency-replayed']).toBe('true')
  expect(again.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(await things.effects()).toBe(1)
})

test('cookies are not handed out a second time', async () => {
  const key = randomUUID()
  expect((await things.ask(key)).headers['set-cookie']).toEqual(['thing=1'])
  expect((await things.ask(key)).headers['set-cookie']).toBeUndefined()
})

test('the order of fields and spaces says nothing', async () => {
  const key = randomUUID()
  await things.ask(key, { body: '{"name": "a", "more": {"x": 1, "y": 2}}' })
  const again = await things.ask(key, { body: '{"more":{"y":2,"x":1},"name":"a"}' })
  expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
})

test('an answer without a body is replayed as well', async () => {
  const key = randomUUID()
  const replies = [await things.ask(key, { path: '/api/nothing' }), await things.ask(key, { path: '/api/nothing' })]
  expect(replies.map(({ status, text }) => [status, text])).toEqual([
    [204, ''],
    [204, ''],
  ])
  expect(await things.effects()).toBe(1)
})

test('another request under the key is refused', async () => {
  const key = randomUUID()
  await things.ask(key)
  const others: Ask[] = [
    { body: { name: 'b' } },
    { path: '/api/others' },
    { path: '/api/things?x=1' },
    { path: `/api/organizations/${org('1')}/things` },
  ]
  for (const other of others) {
    const sent = await things.ask(key, other)
    expect([sent.status, codeOf(sent)], JSON.stringify(other)).toEqual([422, 'idempotency_key_reused'])
  }
  expect(await things.effects()).toBe(1)
})

test('after a day a key counts as new, whatever was sent under it', async () => {
  const key = randomUUID()
  await things.ask(key)
  things.services.clock.advanceMs(dayMs)
  expect((await things.ask(key)).headers['idempotency-replayed']).toBe('true')
  things.services.clock.advanceMs(1)
  const later = await things.ask(key, { body: { name: 'b' } })
  expect([later.status, later.headers['idempotency-replayed'], await things.effects()]).toEqual([201, undefined, 2])
  expect((await things.ask(key, { body: { name: 'b' } })).text).toBe(later.text)
})

test('old keys are forgotten, young ones stay', async () => {
  await things.ask('old')
  things.services.clock.advanceMs(dayMs)
  await things.ask('young')
  things.services.clock.advanceMs(1)
  await removeOldIdempotencyKeys(things.services)
  expect((await things.database.pool.query('select key from idempotency_keys')).rows).toEqual([{ key: 'young' }])
})

test('what is kept is sealed: neither the secret in the answer nor the body can be read from the database', async () => {
  await things.ask(randomUUID(), { body: { name: 'my password' } })
  const text = JSON.stringify(await things.stored())
  expect(text).toContain('v1.')
  expect(text).not.toMatch(/bst_shown_once|my password/)
})

test("another caller's key is another key", async () => {
  const key = randomUUID()
  const [mine, theirs, again] = [
    await things.ask(key),
    await things.ask(key, { as: 'viewer', body: { name: 'x' } }),
    await things.ask(key),
  ]
  expect([mine.status, theirs.status, theirs.headers['idempotency-replayed']]).toEqual([201, 201, undefined])
  expect(again.text).toBe(mine.text)
  expect(await things.effects()).toBe(2)
})

test('a caller who may no longer do it does not get the old answer', async () => {
  const key = randomUUID()
  const path = `/api/organizations/${org('1')}/things`
  expect((await things.ask(key, { path, as: 'key' })).status).toBe(201)
  const before = callers.key
  if (before === undefined) throw new Error('no such caller')
  callers.key = { ...before, memberships: [] }
  try {
    expect((await things.ask(key, { path, as: 'key' })).status).toBe(404)
  } finally {
    callers.key = before
  }
})

test('routes for anyone do not look at keys, whoever asks', async () => {
  const key = randomUUID()
  for (const as of [null, null, 'owner', 'owner'])
    expect((await things.ask(key, { as, path: '/api/open' })).headers['idempotency-replayed']).toBeUndefined()
  expect([await things.effects(), await things.stored()]).toEqual([4, []])
})

test('other methods do not look at keys, and a request without one is not remembered', async () => {
  const key = randomUUID()
  for (let i = 0; i < 2; i++)
    expect((await things.ask(key, { method: 'PATCH', path: '/api/things/1' })).status).toBe(201)
  await things.ask(null)
  expect([await things.effects(), await things.stored()]).toEqual([3, []])
})

test.each(['', 'two words', 'ä', 'x'.repeat(256)])('the key "%s" is refused by name', async (key) => {
  const sent = await things.ask(Buffer.from(key).toString('latin1'))
  expect(sent.json()).toMatchObject({
    error: { code: 'invalid_request', details: { fields: [{ path: 'Idempotency-Key' }] } },
  })
})

test('what a route asks first is asked outside of the transaction, and not again where the reply is stored', async () => {
  const key = randomUUID()
  prepared.length = 0
  const first = await things.ask(key, { path: '/api/prepared' })
  const again = await things.ask(key, { path: '/api/prepared' })
  const other = await things.ask(key, { path: '/api/prepared', body: { name: 'b' } })
  expect([first.status, again.text, other.status]).toEqual([201, first.text, 422])
  expect(prepared).toEqual([{ in_transaction: false }, { in_transaction: true, got: 'asked' }])
  await things.ask(null, { path: '/api/prepared' })
  expect(prepared.slice(2)).toEqual([{ in_transaction: false }, { in_transaction: false, got: 'asked' }])
})
