import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../src/lib/errors.ts'
import { decodeCursor, listQuery, pageOf } from '../../src/lib/pagination.ts'
import { defineRoute } from '../../src/route.ts'
import { echoRoute, route } from '../helpers/http-routes.ts'
import { codeOf, listen, org, type Sent, send, testServer, testServices } from '../helpers/http-server.ts'

const services = testServices()
let app: Awaited<ReturnType<typeof testServer>>
let port: number

const listThings = defineRoute({
  method: 'GET',
  path: '/api/things',
  operation_id: 'listThings',
  tag: 'Things',
  summary: 'List',
  access: 'anyone',
  query: listQuery,
  reply: { status: 200, body: pageOf(z.string()) },
  errors: [],
  handle: async (_ctx, { cursor, limit }) => {
    decodeCursor('things', cursor, 1)
    return { data: [String(limit)], next_cursor: null }
  },
})

const failing = (name: string, error: unknown) =>
  route({
    path: `/api/failing/${name}`,
    operation_id: `failing_${name}`,
    handle: async () => {
      throw error
    },
  })

beforeAll(async () => {
  app = await testServer(services, {
    routes: [
      echoRoute,
      listThings,
      route({
        path: '/api/things/:thing_id',
        operation_id: 'getThing',
        params: z.object({ thing_id: z.string().regex(/^thg_\d+$/) }),
      }),
      route({
        method: 'PATCH',
        path: '/api/organizations/:organization_id',
        operation_id: 'loose',
        params: z.object({ organization_id: z.string() }),
        body: z.looseObject({}),
        reply: { status: 200, body: z.looseObject({}) },
        handle: async (_ctx, input) => input,
      }),
      route({
        path: '/api/leaky',
        operation_id: 'leaky',
        reply: { status: 200, body: z.object({ id: z.string(), parts: z.array(z.object({ name: z.string() })) }) },
        handle: async () => ({ id: '1', password_hash: 'secret', parts: [{ name: 'a', token: 'secret' }] }),
      }),
      route({ path: '/api/misfit', operation_id: 'misfit', handle: async () => ({ ok: 'secret' }) }),
      failing('bug', new TypeError('secret detail')),
      failing('schema', z.string('secret').safeParse(1).error),
      failing('nothing', undefined),
      failing('provider', Object.assign(new Error('bucket not found'), { statusCode: 404 })),
      failing('told', new AppError('conflict', { details: { why: 'x' }, retryAfterSeconds: 7 })),
      failing('full', Object.assign(new Error('no space'), { code: '53100' })),
    ],
    limits: { body_bytes: 10_000 },
  })
  port = await listen(app)
})
afterAll(() => app.close())

const post = (body: string | Buffer, type: string | null = 'application/json', path = '/api/echo') =>
  send(port, 'POST', path, { body, headers: type === null ? {} : { 'content-type': type } })
const get = (path: string, headers: Record<string, string> = {}) => send(port, 'GET', path, { headers })
const fieldsOf = (sent: Sent) => (sent.json() as { error: { details?: { fields?: unknown } } }).error.details?.fields

describe('bodies', () => {
  test.each([
    ['half of it', '{"name": '],
    ['single quotes', "{'name': 'a'}"],
    ['NaN', '{"size": NaN}'],
    ['__proto__', '{"__proto__": {"operator": true}}'],
    ['__proto__ deep inside', '{"anything": [{"__proto__": 1}]}'],
    ['__proto__ written as an escape', '{"\\u005f_proto__": 1}'],
    ['constructor.prototype', '{"constructor": {"prototype": {"operator": true}}}'],
    ['65 levels', `{"anything": ${'['.repeat(64)}${']'.repeat(64)}}`],
    ['thousands of levels', '['.repeat(9_000)],
  ])('%s is no JSON that we take', async (_name, body) => {
    const sent = await post(body)
    expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_json'])
  })

  test('64 levels are taken, and brackets inside text do not count', async () => {
    expect((await post(`{"anything": ${'['.repeat(63)}${']'.repeat(63)}}`)).status).toBe(200)
    expect((await post(JSON.stringify({ anything: `"\\"${'['.repeat(500)}` }))).status).toBe(200)
  })

  test('all that is wrong is named field by field', async () => {
    const sent = await post('{"name": "", "size": "big", "tags": ["a", 1], "nmae": 1}')
    expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_request'])
    expect(fieldsOf(sent)).toEqual([
      { path: 'name', message: expect.any(String) },
      { path: 'size', message: expect.any(String) },
      { path: 'tags.1', message: expect.any(String) },
      { path: 'nmae', message: expect.stringContaining('not known') },
    ])
  })

  test.each(['null', '[]', '"text"', '1'])('%s is no object', async (body) => {
    const sent = await post(body)
    expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_request'])
  })

  test.each([
    ['a form', 'name=a', 'application/x-www-form-urlencoded'],
    ['text', '{}', 'text/plain'],
    ['no type', '{}', null],
    ['nearly JSON', '{}', 'application/jsonp'],
    ['nonsense', '{}', ';;'],
  ])('%s is not taken', async (_name, body, type) => {
    const sent = await post(body, type)
    expect([sent.status, codeOf(sent)]).toEqual([415, 'unsupported_media_type'])
  })

  test('a charset does no harm, and no body at all is an empty one', async () => {
    expect((await post('{"name": "ä"}', 'application/json; charset=utf-8')).json()).toEqual({ name: 'ä' })
    expect((await post('')).json()).toEqual({})
    expect((await post('', null)).json()).toEqual({})
  })

  test('more bytes than the limit are refused, declared or not', async () => {
    const big = JSON.stringify({ name: 'x'.repeat(20_000) })
    const declared = await post(big)
    const streamed = await send(port, 'POST', '/api/echo', {
      body: big,
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    })
    for (const sent of [declared, streamed]) expect([sent.status, codeOf(sent)]).toEqual([413, 'body_too_large'])
  })

  test.each([
    ['NUL', '{"name": "a\\u0000b"}', 'name'],
    ['NUL deep inside', '{"anything": [{"x": ["\\u0000"]}]}', 'anything.0.x.0'],
    ['NUL in a name', '{"anything": {"\\u0000": 1}}', 'anything'],
    ['half a pair', '{"tags": ["\\ud83d"]}', 'tags.0'],
  ])('%s cannot be stored, and the field is named', async (_name, body, path) => {
    const sent = await post(body)
    expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_request'])
    expect(fieldsOf(sent)).toEqual([{ path, message: expect.stringContaining('NUL') }])
  })

  test('whole pairs and escaped backslashes are ordinary text', async () => {
    const sent = await post('{"name": "\\ud83d\\ude00 \\\\u0000"}')
    expect(sent.json()).toEqual({ name: '😀 \\u0000' })
  })

  test('a field of the body never replaces what the path names', async () => {
    const sent = await send(port, 'PATCH', `/api/organizations/${org('1')}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ organization_id: org('2'), other: 1 }),
    })
    expect(sent.json()).toEqual({ organization_id: org('1'), other: 1 })
  })
})

describe('addresses', () => {
  test('wrong query values are named', async () => {
    const sent = await get('/api/things?limit=1000')
    expect(codeOf(sent)).toBe('invalid_request')
    expect(fieldsOf(sent)).toEqual([{ path: 'limit', message: expect.any(String) }])
    expect(codeOf(await get('/api/things?limit=1&limit=2'))).toBe('invalid_request')
  })

  test('query parameters that a route does not know are refused, with those it knows', async () => {
    const sent = await get('/api/things?limit=2&curser=1')
    expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_request'])
    expect(fieldsOf(sent)).toEqual([
      { path: 'curser', message: expect.stringContaining('Did you mean cursor? Known: limit, cursor.') },
    ])
    expect((await get('/api/things?limit=2')).json()).toEqual({ data: ['2'], next_cursor: null })
  })

  test.each(['x', '%22', 'eyJ4Ijox', Buffer.from('["other","1"]').toString('base64url')])(
    'the cursor %s is refused',
    async (cursor) => {
      const sent = await get(`/api/things?cursor=${cursor}`)
      expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_cursor'])
    },
  )

  test.each([
    '/api/things/nonsense',
    '/api/things/usr_1',
    `/api/things/thg_${'1'.repeat(500)}`,
    '/api/nothing',
    '/api',
    '/api/',
  ])('%s is not found', async (path) => {
    const sent = await get(path, { accept: 'text/html' })
    expect([sent.status, codeOf(sent)]).toEqual([404, 'not_found'])
    expect(sent.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test.each(['/api/things/%00', '/api/things?cursor=%00', '/api/things/%', '/api/things/%ff'])(
    '%s cannot be read',
    async (path) => {
      const sent = await get(path)
      expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_request'])
      expect(sent.headers['x-request-id']).toMatch(/^req_/)
      expect(sent.headers['x-content-type-options']).toBe('nosniff')
    },
  )

  test('another method is told which ones would do', async () => {
    const put = await send(port, 'PUT', '/api/echo')
    expect([put.status, codeOf(put), put.headers.allow]).toEqual([405, 'method_not_allowed', 'POST'])
    const remove = await send(port, 'DELETE', '/api/things/thg_1')
    expect([remove.status, remove.headers.allow]).toEqual([405, 'GET, HEAD'])
    expect((await send(port, 'OPTIONS', '/api/echo')).status).toBe(405)
    expect((await send(port, 'HEAD', '/api/things')).status).toBe(200)
  })
})

describe('failures', () => {
  test.each(['bug', 'schema', 'nothing', 'provider'])(
    '%s: nothing is told, the log has it under the request id',
    async (name) => {
      const sent = await get(`/api/failing/${name}`)
      expect([sent.status, codeOf(sent)]).toEqual([500, 'internal'])
      expect(sent.text).not.toMatch(/secret|bucket/)
      const id = sent.headers['x-request-id']
      expect(sent.json()).toEqual({ error: { code: 'internal', message: expect.any(String), request_id: id } })
      expect(services.lines.some((line) => line.includes(String(id)) && line.includes('a request failed'))).toBe(true)
    },
  )

  test('an error of ours is told with its details and Retry-After', async () => {
    const sent = await get('/api/failing/told')
    expect(sent.status).toBe(409)
    expect(sent.headers['retry-after']).toBe('7')
    expect(sent.json()).toMatchObject({ error: { code: 'conflict', details: { why: 'x' } } })
  })

  test('a full disk is told as such', async () => {
    const sent = await get('/api/failing/full')
    expect([sent.status, codeOf(sent)]).toEqual([507, 'database_full'])
  })

  test('a column that the reply does not declare stays inside', async () => {
    expect((await get('/api/leaky')).json()).toEqual({ id: '1', parts: [{ name: 'a' }] })
  })

  test('a reply that does not fit its schema is a failure, not an answer', async () => {
    const sent = await get('/api/misfit')
    expect([sent.status, codeOf(sent)]).toEqual([500, 'internal'])
    expect(sent.text).not.toContain('secret')
  })
})

test('every request has an id of its own, which callers cannot choose', async () => {
  const [a, b] = [await get('/api/things', { 'x-request-id': 'mine', 'request-id': 'mine' }), await get('/api/nothing')]
  expect(a.headers['x-request-id']).toMatch(/^req_[0-9a-z]{26}$/)
  expect(b.headers['x-request-id']).not.toBe(a.headers['x-request-id'])
  expect(b.json()).toMatchObject({ error: { request_id: b.headers['x-request-id'] } })
})

test('the log names the route, never the address', async () => {
  services.lines.length = 0
  await get('/api/things/thg_1?token=hidden')
  const [line = '{}'] = services.lines
  expect(JSON.parse(line)).toMatchObject({
    route: '/api/things/:thing_id',
    status: 400,
    method: 'GET',
    request_id: expect.any(String),
  })
  expect(line).not.toContain('hidden')
})

test('declarations that cannot work are refused at once', async () => {
  const twice = route({ path: '/api/x/:id', params: z.object({ id: z.string() }), query: z.object({ id: z.string() }) })
  await expect(testServer(services, { routes: [twice] })).rejects.toThrow('names id twice')
  const nowhere = route({ access: { role: 'owner' } })
  await expect(testServer(services, { routes: [nowhere] })).rejects.toThrow('names no :organization_id')
})
