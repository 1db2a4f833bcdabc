import { once } from 'node:events'
import { connect } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '../../src/lib/errors.ts'
import type { StreamedReply } from '../../src/route.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { route } from '../helpers/http-routes.ts'
import { listen, send, testServer, testServices } from '../helpers/http-server.ts'
import { until } from '../helpers/until.ts'

let database: TestDatabase
let app: Awaited<ReturnType<typeof testServer>>
let port: number
let body: Readable
let gone: AbortSignal

beforeAll(async () => {
  database = await createTestDatabase()
  const reply = { status: 200 as const, stream: 'The bytes.' }
  const streamed = async (): Promise<StreamedReply> => ({
    headers: { 'content-type': 'text/plain', 'x-own': 'yes' },
    body,
  })
  const routes = [
    route({
      path: '/api/bytes',
      operation_id: 'bytes',
      reply,
      handle: (_ctx, _input, http) => {
        gone = http.gone
        return streamed()
      },
    }),
    route({
      path: '/api/refused',
      operation_id: 'refused',
      reply,
      handle: async () => {
        throw new AppError('conflict')
      },
    }),
  ]
  app = await testServer(testServices(database.db), { routes, limits: { request_ms: 200 } })
  port = await listen(app)
})
afterAll(async () => {
  await app?.close()
  await database?.drop()
})

/** What comes over the wire, and whether its end was said. */
const rawGet = async (path: string, onData?: (text: string) => void): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`)
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
    onData?.(text)
  })
  socket.on('error', () => undefined)
  await once(socket, 'close')
  return text
}

test('bytes come with their own headers and those of every reply', async () => {
  body = Readable.from([Buffer.from('one '), Buffer.from('two')])
  const sent = await send(port, 'GET', '/api/bytes')
  expect(sent.status).toBe(200)
  expect(sent.text).toBe('one two')
  expect(sent.headers).toMatchObject({
    'content-type': 'text/plain',
    'x-own': 'yes',
    'x-content-type-options': 'nosniff',
  })
})

test('a refusal before the first byte is an error as everywhere', async () => {
  const sent = await send(port, 'GET', '/api/refused')
  expect(sent.status).toBe(409)
  expect(sent.json()).toMatchObject({ error: { code: 'conflict' } })
})

test('a body that fails breaks the connection: its end is never said', async () => {
  const failing = new PassThrough()
  body = failing
  failing.write('half')
  const text = await rawGet('/api/bytes', (so_far) => {
    if (so_far.includes('half')) failing.destroy(new Error('restic ended early'))
  })
  expect(text).toContain('half')
  expect(text).not.toMatch(/\r\n0\r\n\r\n$/)
})

test('a body may take longer than a request; one that ends says so', async () => {
  const slow = new PassThrough()
  body = slow
  slow.write('begin')
  const text = await rawGet('/api/bytes', (so_far) => {
    // Longer than the limit of a request: the test waits on purpose for what must not happen.
    if (so_far.endsWith('begin\r\n')) setTimeout(() => slow.end('end'), 400)
  })
  expect(text).toMatch(/begin\r\n3\r\nend\r\n0\r\n\r\n$/)
})

test('a caller who goes away ends the body, and the handler can tell', async () => {
  const endless = new PassThrough()
  body = endless
  endless.write('begin')
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /api/bytes HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  await once(socket, 'data')
  expect(gone.aborted).toBe(false)
  socket.destroy()
  await until(() => endless.destroyed && gone.aborted)
})

test('a HEAD does none of the work', async () => {
  const sent = await send(port, 'HEAD', '/api/bytes')
  expect(sent.status).toBe(405)
})
