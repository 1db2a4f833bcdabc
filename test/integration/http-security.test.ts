import { get as httpsGet } from 'node:https'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Config } from '../../src/config.ts'
import type { ServerOptions } from '../../src/http/options.ts'
import type { createServer } from '../../src/http/server.ts'
import { StartupError } from '../../src/lib/startup-error.ts'
import { route } from '../helpers/http-routes.ts'
import { codeOf, listen, type Sent, send, testServer, testServices } from '../helpers/http-server.ts'

const open: Awaited<ReturnType<typeof createServer>>[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const origins: unknown[] = []
const routes = [
  route({
    path: '/api/origin',
    operation_id: 'origin',
    reply: { status: 200, body: z.looseObject({}) },
    handle: async (ctx) => {
      origins.push(ctx.origin)
      return { ...ctx.origin }
    },
  }),
  route({ method: 'POST', path: '/api/change', operation_id: 'change', access: 'signed_in' }),
  route({ method: 'POST', path: '/api/try', operation_id: 'try', limited_tries: true }),
  route({
    method: 'POST',
    path: '/api/cookie',
    operation_id: 'cookie',
    handle: async (_ctx, _input, http) => {
      http.addHeader('set-cookie', 'a=1; Path=/; HttpOnly')
      http.addHeader('Set-Cookie', 'b=2; Path=/; secure')
      return { ok: true }
    },
  }),
]

const start = async (config: Partial<Config> = {}, options: Partial<ServerOptions> = {}) => {
  const app = await testServer(testServices(undefined, config), { routes, ...options })
  open.push(app)
  const port = await listen(app)
  return {
    port,
    get: (path: string, headers: Record<string, string> = {}) => send(port, 'GET', path, { headers }),
    post: (path: string, headers: Record<string, string> = {}) => send(port, 'POST', path, { headers }),
  }
}

const proxied = { trusted_proxies: ['127.0.0.1'] }

describe('headers', () => {
  test('data and refusals may not be kept, framed, sniffed or run', async () => {
    const { get } = await start()
    for (const path of ['/api/origin', '/api/nothing', '/healthz', '/api/openapi.json', '/api/%']) {
      const { headers } = await get(path)
      expect(headers, path).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['x-powered-by'] ?? headers.server).toBeUndefined()
    }
  })

  test('over https a browser is told to stay there', async () => {
    const { get } = await start(proxied)
    const { headers } = await get('/api/origin', { 'x-forwarded-proto': 'https' })
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })

  test('no other site may read anything: there are no CORS headers', async () => {
    const { get } = await start()
    const { headers } = await get('/api/origin', { origin: 'https://evil.example' })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('changes from other sites', () => {
  const evil = { cookie: 'session=owner', origin: 'https://evil.example' }

  test('are refused with a cookie, by Origin and by Sec-Fetch-Site', async () => {
    const { post } = await start()
    for (const headers of [evil, { cookie: 'session=owner', 'sec-fetch-site': 'cross-site' }]) {
      const sent = await post('/api/change', headers)
      expect([sent.status, codeOf(sent)]).toEqual([403, 'cross_origin'])
    }
  })

  test('are refused without a cookie too: signing a visitor in as somebody else is a change', async () => {
    const { post } = await start()
    expect(codeOf(await post('/api/try', { origin: 'https://evil.example' }))).toBe('cross_origin')
  })

  test('do not use up the tries of the visitors', async () => {
    const { post } = await start({}, { limits: { tries_per_minute: 1 } })
    for (let i = 0; i < 3; i++) expect((await post('/api/try', evil)).status).toBe(403)
    expect((await post('/api/try')).status).toBe(200)
  })

  test('are no matter for API keys, which another site cannot send', async () => {
    const { post } = await start()
    const key = { authorization: 'Bearer key', origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect((await post('/api/change', key)).status).toBe(200)
  })

  test("are refused with a proxy's password, which browsers add by themselves", async () => {
    const { post } = await start()
    expect(codeOf(await post('/api/change', { ...evil, authorization: 'Basic Zm9vOmJhcg==' }))).toBe('cross_origin')
  })

  test('our own page may change, by any of its names', async () => {
    const { port, post } = await start({ public_url: 'https://backups.example.com/' })
    const cookie = 'session=owner'
    const asBrowsersDo: Record<string, string>[] = [
      { cookie },
      { cookie, 'sec-fetch-site': 'same-origin' },
      { cookie, origin: `http://127.0.0.1:${port}` },
      { cookie, origin: 'https://backups.example.com' },
      { cookie, origin: `http://localhost:${port}`, 'sec-fetch-site': 'cross-site' },
      { cookie, authorization: 'Basic Zm9vOmJhcg==', 'sec-fetch-site': 'same-origin' },
    ]
    for (const headers of asBrowsersDo)
      expect((await post('/api/change', headers)).status, JSON.stringify(headers)).toBe(200)
  })

  test('behind a trusted proxy the name people use is our own', async () => {
    const headers = {
      cookie: 'session=owner',
      origin: 'https://backups.example.com',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'backups.example.com',
    }
    expect((await (await start(proxied)).post('/api/change', headers)).status).toBe(200)
    expect(codeOf(await (await start()).post('/api/change', headers))).toBe('cross_origin')
  })

  test('reading is not checked', async () => {
    const { get } = await start()
    expect((await get('/api/origin', evil)).status).toBe(200)
  })
})

describe('cookies', () => {
  test('stay as they are over plain http', async () => {
    const { post } = await start()
    const sent = await post('/api/cookie', { 'x-forwarded-proto': 'https' })
    expect(sent.headers['set-cookie']).toEqual(['a=1; Path=/; HttpOnly', 'b=2; Path=/; secure'])
  })

  test('are Secure behind a trusted proxy that speaks https', async () => {
    const { post } = await start(proxied)
    const sent = await post('/api/cookie', { 'x-forwarded-proto': 'https' })
    expect(sent.headers['set-cookie']).toEqual(['a=1; Path=/; HttpOnly; Secure', 'b=2; Path=/; secure'])
  })

  test('are Secure over our own TLS', async () => {
    const file = (name: string) => join(import.meta.dirname, `../helpers/tls/${name}.pem`)
    const { port } = await start({ tls: { cert_file: file('cert'), key_file: file('key') } })
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const options = { port, host: '127.0.0.1', path: '/api/cookie', method: 'POST', rejectUnauthorized: false }
      httpsGet({ ...options, agent: false }, (response) => resolve(response.resume().headers)).on('error', reject)
    })
    expect(headers['set-cookie']).toEqual(['a=1; Path=/; HttpOnly; Secure', 'b=2; Path=/; secure'])
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })

  test('a certificate that cannot be read stops the start and says which', async () => {
    const config = { tls: { cert_file: '/nowhere/cert.pem', key_file: '/nowhere/key.pem' } }
    const error = await testServer(testServices(undefined, config)).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(StartupError)
    expect(String(error)).toContain('/nowhere/cert.pem named by BACKSTAY_TLS_CERT cannot be read (ENOENT)')
  })

  test('files that hold no certificate stop the start and say which', async () => {
    const config = { tls: { cert_file: import.meta.filename, key_file: import.meta.filename } }
    const error = await testServer(testServices(undefined, config)).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(StartupError)
    expect(String(error)).toContain('are no certificate and key that belong together')
  })
})

describe('addresses', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' }
  const addressOf = (sent: Sent) => (sent.json() as { ip_address: string }).ip_address

  test('the peer itself counts, whatever it says', async () => {
    const { get } = await start()
    expect(addressOf(await get('/api/origin', forwarded))).toBe('127.0.0.1')
    const other = await start({ trusted_proxies: ['10.0.0.0/8'] })
    expect(addressOf(await other.get('/api/origin', forwarded))).toBe('127.0.0.1')
  })

  test('a trusted proxy is believed, but only its own word', async () => {
    const { get } = await start(proxied)
    expect(addressOf(await get('/api/origin', forwarded))).toBe('203.0.113.9')
    const spoofed = await get('/api/origin', { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' })
    expect(addressOf(spoofed)).toBe('203.0.113.9')
  })

  test('the user agent is cut to a sane length', async () => {
    const { get } = await start()
    const sent = await get('/api/origin', { 'user-agent': 'x'.repeat(2_000) })
    expect((sent.json() as { user_agent: string }).user_agent).toHaveLength(500)
  })

  test('a trusted proxy that is no address stops the start and says so', async () => {
    const services = testServices(undefined, { trusted_proxies: ['my-proxy'] })
    const error = await testServer(services).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(StartupError)
    expect(String(error)).toContain('BACKSTAY_TRUSTED_PROXIES')
  })
})
