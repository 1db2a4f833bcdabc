import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../../test/helpers/free-port.ts'
import { createHttpSend } from './http-send.ts'
import type { Call } from './send.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const serve = async (listener: RequestListener): Promise<string> => {
  const port = await freePort()
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return `http://127.0.0.1:${port}`
}

const read: Call = { operation: 'read', method: 'GET', path: '/things', repeatable: true }
const change: Call = { operation: 'change', method: 'POST', path: '/things', body: { a: 1 }, repeatable: false }
const senderTo = (base_url: string, timeout_ms = 20_000) => createHttpSend({ base_url, timeout_ms })

test('sends path, query, headers and JSON, and reads JSON', async () => {
  const url = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      response.setHeader('ratelimit-limit', '5000')
      const { method, url, headers } = request
      response.end(JSON.stringify({ method, url, type: headers['content-type'], token: headers.authorization, body }))
    })
  })
  const reply = await senderTo(`${url}/base/`)({
    ...change,
    query: { page: 2, gone: undefined },
    headers: { authorization: 'Bearer x' },
  })
  expect(reply.status).toBe(200)
  expect(reply.headers.get('ratelimit-limit')).toBe('5000')
  expect(reply.body).toEqual({
    method: 'POST',
    url: '/base/things?page=2',
    type: 'application/json',
    token: 'Bearer x',
    body: '{"a":1}',
  })
})

test('forms, empty bodies and pages that are no JSON', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/form') return void request.on('data', (form) => response.end(JSON.stringify(String(form))))
    if (request.url === '/empty') return void response.writeHead(204).end()
    response.end('<html>')
  })
  const send = senderTo(url)
  const form = await send({ ...change, path: '/form', form: { password: 'a&b' } })
  expect(form.body).toBe('password=a%26b')
  expect(await send({ ...read, path: '/empty' })).toMatchObject({ status: 204, body: null })
  expect(await send({ ...read, path: '/page' })).toMatchObject({ status: 200, body: undefined })
})

test('does not follow redirects', async () => {
  const url = await serve(
    (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  )
  expect(await senderTo(url)(read)).toMatchObject({ status: 302 })
})

test('a refused connection had no effect', async () => {
  const url = `http://127.0.0.1:${await freePort()}`
  await expect(senderTo(url)(change)).rejects.toMatchObject({
    kind: 'retry',
    effect: 'none',
    message: expect.stringContaining('cannot be reached (ECONNREFUSED)'),
  })
})

test('a connection cut after sending leaves the effect of a change unknown, of a read none', async () => {
  const url = await serve((_request, response) => response.destroy())
  await expect(senderTo(url)(change)).rejects.toMatchObject({ kind: 'retry', effect: 'unknown' })
  await expect(senderTo(url)(read)).rejects.toMatchObject({ kind: 'retry', effect: 'none' })
})

test('so does silence, before the answer and in the middle of it', async () => {
  const url = await serve((request, response) => {
    if (request.method === 'GET') response.write('{"half":')
  })
  const send = senderTo(url, 50)
  await expect(send(change)).rejects.toMatchObject({
    effect: 'unknown',
    message: expect.stringContaining('0.05 seconds'),
  })
  await expect(send(read)).rejects.toMatchObject({ kind: 'retry', effect: 'none' })
})

test('gives up an endless reply', async () => {
  const url = await serve((_request, response) => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  })
  await expect(senderTo(url)(change)).rejects.toMatchObject({
    effect: 'unknown',
    message: expect.stringContaining('20 MiB'),
  })
})
