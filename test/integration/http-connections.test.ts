import { Duplex } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { Limits, ServerOptions } from '../../src/http/options.ts'
import { echoRoute, route } from '../helpers/http-routes.ts'
import { codeOf, listen, send, testServer, testServices, until } from '../helpers/http-server.ts'
import { openRaw, sendRaw } from '../helpers/raw-request.ts'

let app: Awaited<ReturnType<typeof testServer>>
let work: () => Promise<unknown>
const services = testServices()

const start = async (
  limits: Partial<Limits> = {},
  options: Partial<ServerOptions> = {},
  config: Partial<Config> = {},
) => {
  app = await testServer(
    { ...services, config: { ...services.config, ...config } },
    {
      routes: [echoRoute, route({ path: '/api/work', operation_id: 'work', handle: () => work() })],
      limits,
      ...options,
    },
  )
  return listen(app)
}
afterEach(() => app.close())

const get = 'GET /api/work HTTP/1.1\r\nHost: x\r\n'
const bodyOf = (reply: string): unknown => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4))

describe('requests that are broken', () => {
  test.each<[string, string, number]>([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['TLS on the plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    ['two lengths', 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
    [
      'a length and chunks, the way requests are smuggled',
      'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['a control character in a header', 'GET /healthz HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n', 400],
    ['headers that never end', `${get}A: ${'x'.repeat(20_000)}`, 431],
  ])('%s', async (_name, text, status) => {
    const reply = await sendRaw(await start(), text)
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(reply.toLowerCase()).toContain('connection: close')
  })

  test('the answer has the form of every error', async () => {
    const reply = await sendRaw(await start(), 'hello\r\n\r\n')
    const id = /x-request-id: (req_\w{26})/.exec(reply)?.[1]
    expect(bodyOf(reply)).toEqual({
      error: { code: 'invalid_request', message: expect.stringContaining('not a valid HTTP request'), request_id: id },
    })
    expect(Number(/content-length: (\d+)/.exec(reply)?.[1])).toBe(reply.length - reply.indexOf('\r\n\r\n') - 4)
  })

  test('headers that come drop by drop are given up', async () => {
    const reply = await sendRaw(await start({ headers_ms: 20 }), get)
    expect(reply).toMatch(/^HTTP\/1.1 408 /)
    expect(bodyOf(reply)).toMatchObject({ error: { message: 'The request took too long to arrive. Send it again.' } })
  })

  test('so is a body that does not come', async () => {
    const port = await start({ request_ms: 20 })
    const text = 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{'
    expect(await sendRaw(port, text)).toMatch(/^HTTP\/1.1 (408|504) /)
  })

  test('rubbish behind a request whose reply is under way ends the connection and does not get into the reply', async () => {
    const port = await start({}, { events: { subscribe: async () => ({ close: () => {} }) } })
    const connection = await openRaw(port)
    connection.write('GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key\r\n\r\n')
    await until(() => connection.text().includes('retry: 2000'))
    connection.write('hello\r\n\r\n')
    await connection.closed
    expect(connection.text().match(/HTTP\/1\.1/g)).toHaveLength(1)
  })

  test('a client that hangs up in the middle does no harm', async () => {
    const port = await start()
    for (const text of ['', 'GET', get, 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{']) {
      const connection = await openRaw(port)
      connection.socket.end(text)
      await connection.closed
    }
    const busy = Promise.withResolvers<unknown>()
    let started = false
    work = () => {
      started = true
      return busy.promise
    }
    const connection = await openRaw(port)
    connection.write(`${get}\r\n`)
    await until(() => started)
    connection.socket.resetAndDestroy()
    await connection.closed
    busy.resolve({ ok: true })
    expect((await send(port, 'GET', '/healthz')).status).toBe(200)
  })
})

describe('a request that takes too long', () => {
  test('is answered 504, and what it does later harms nothing', async () => {
    const busy = Promise.withResolvers<unknown>()
    work = () => busy.promise
    const port = await start({ request_ms: 20 })
    const sent = await send(port, 'GET', '/api/work')
    expect([sent.status, codeOf(sent)]).toEqual([504, 'request_timeout'])
    expect(sent.headers['x-request-id']).toMatch(/^req_/)
    busy.resolve({ ok: true })
    expect((await send(port, 'GET', '/healthz')).status).toBe(200)
  })

  test('is in the log when it fails after that', async () => {
    const busy = Promise.withResolvers<unknown>()
    work = () => busy.promise
    const sent = await send(await start({ request_ms: 20 }), 'GET', '/api/work')
    busy.reject(new Error('too late'))
    const id = String(sent.headers['x-request-id'])
    await until(() => services.lines.some((line) => line.includes('after its time-out') && line.includes(id)))
  })

  test('an event stream is no such request', async () => {
    const port = await start({ request_ms: 20 })
    const connection = await openRaw(port)
    connection.write('GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key\r\n\r\n')
    await until(() => connection.text().includes('retry: 2000'))
    work = () => Promise.withResolvers().promise
    // Two requests that time out after the stream began, one after the other.
    for (let i = 0; i < 2; i++) expect((await send(port, 'GET', '/api/work')).status).toBe(504)
    expect(connection.socket.closed).toBe(false)
    connection.socket.destroy()
  })
})

describe('closing', () => {
  test('lets a request finish that is running, and takes no new connections', async () => {
    const busy = Promise.withResolvers<unknown>()
    let started = false
    work = () => {
      started = true
      return busy.promise
    }
    const port = await start()
    const running = send(port, 'GET', '/api/work')
    await until(() => started)
    const closed = app.close()
    await until(() => !app.server.listening)
    await expect(send(port, 'GET', '/healthz')).rejects.toThrow('ECONNREFUSED')
    busy.resolve({ ok: true })
    expect((await running).status).toBe(200)
    await closed
  })

  test('does not wait for connections that are idle, before or after', async () => {
    const busy = Promise.withResolvers<unknown>()
    let started = false
    work = () => {
      started = true
      return busy.promise
    }
    const port = await start()
    const [idle, running] = [await openRaw(port), await openRaw(port)]
    idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    await until(() => idle.text().includes('"ok"'))
    running.write(`${get}\r\n`)
    await until(() => started)
    const closed = app.close()
    await idle.closed
    busy.resolve({ ok: true })
    await running.closed
    expect(running.text()).toContain('HTTP/1.1 200')
    await closed
  })

  test('serves a request that was on its way', async () => {
    const busy = Promise.withResolvers<unknown>()
    let started = 0
    work = () => {
      started++
      return busy.promise
    }
    const connection = await openRaw(await start())
    connection.write(`${get}\r\n`)
    await until(() => started === 1)
    const closed = app.close()
    await until(() => !app.server.listening)
    connection.write(`${get}\r\n`)
    busy.resolve({ ok: true })
    await closed
    expect(connection.text()).toMatch(/^HTTP\/1.1 200 /)
    expect(connection.text()).not.toContain('503')
  })

  test('waits no longer than it may', async () => {
    let started = false
    work = () => {
      started = true
      return Promise.withResolvers().promise
    }
    const connection = await openRaw(await start({ close_ms: 20 }))
    connection.write(`${get}\r\n`)
    await until(() => started)
    await app.close()
    await connection.closed
    expect(connection.text()).toBe('')
  })
})

describe('connections of one peer', () => {
  class Connection extends Duplex {
    readonly remoteAddress: string
    constructor(remoteAddress: string) {
      super()
      this.remoteAddress = remoteAddress
    }
    override _read() {}
    override _write(_chunk: unknown, _encoding: unknown, done: () => void) {
      done()
    }
    setTimeout() {}
  }
  const connect = (address: string) => {
    const connection = new Connection(address)
    app.server.emit('connection', connection)
    return connection
  }

  test('are limited, and free again when closed', async () => {
    await start({ connections_per_peer: 2 })
    const all = [connect('203.0.113.1'), connect('203.0.113.1'), connect('203.0.113.1'), connect('203.0.113.2')]
    expect(all.map(({ destroyed }) => destroyed)).toEqual([false, false, true, false])
    const [first] = all
    first?.destroy()
    await new Promise((resolve) => first?.once('close', resolve))
    const [next, over] = [connect('203.0.113.1'), connect('203.0.113.1')]
    expect([next.destroyed, over.destroyed]).toEqual([false, true])
    for (const connection of [...all, next]) connection.destroy()
  })

  test('are not limited for a trusted proxy, and for nobody else because of it', async () => {
    const trusted_proxies = ['192.0.2.7', '198.51.100.0/24', '2001:db8::/32', '10.1.0.0/255.255.0.0', 'uniquelocal']
    await start({ connections_per_peer: 1 }, {}, { trusted_proxies })
    const proxies = [
      '192.0.2.7',
      '::ffff:192.0.2.7',
      '198.51.100.9',
      '2001:db8::1',
      '10.1.2.3',
      '192.168.1.1',
      'fd00::1',
    ]
    const ofProxies = [...proxies, ...proxies].map(connect)
    expect(ofProxies.some(({ destroyed }) => destroyed)).toBe(false)
    const others = ['203.0.113.1', '203.0.113.1', '192.0.2.8', '192.0.2.8'].map(connect)
    expect(others.map(({ destroyed }) => destroyed)).toEqual([false, true, false, true])
    for (const connection of [...ofProxies, ...others]) connection.destroy()
  })

  test('are not limited for this machine, behind which a proxy can stand', async () => {
    await start({ connections_per_peer: 1 })
    const all = ['127.0.0.1', '127.0.0.1', '::1', '::1', '::ffff:127.0.0.1'].map(connect)
    expect(all.some(({ destroyed }) => destroyed)).toBe(false)
    for (const connection of all) connection.destroy()
  })
})
