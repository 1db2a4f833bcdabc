import { get as httpsGet } from 'node:https'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Config } from '../../src/config.ts'
import type { ServerOptions } from '../../src/http/options.ts'
import type { createServer } from '../../src/http/server.ts'
import { StartupError } from '../../src/lib/startup-error.ts'
import { route } from '../helpers/http-routes.ts'
import { codeOf, listen, org, type Sent, send, testServer, testServices } from '../helpers/http-server.ts'

const open: Awaited<ReturnType<typeof createServer>>[] = []
afterEach(async () => {
  vi.useRealTimers()
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
    const file = (name: string) => new URL(`../helpers/tls/${name}.pem`, import.meta.url).pathname
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

describe('rate limits', () => {
  const statuses = async (n: number, ask: () => Promise<Sent>) => {
    const all: number[] = []
    for (let i = 0; i < n; i++) all.push((await ask()).status)
    return all
  }

  test('anonymous requests, and those with wrong credentials, share one allowance', async () => {
    const { get, post } = await start({}, { limits: { anonymous_requests_per_minute: 3 } })
    expect((await get('/api/origin')).status).toBe(200)
    expect((await post('/api/change', { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await get('/api/origin', { cookie: 'theme=dark' })).status).toBe(200)
    const refused = await get('/api/origin')
    expect([refused.status, codeOf(refused)]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect((await post('/api/change', { authorization: 'Bearer wrong' })).status).toBe(429)
    expect((await post('/api/change', { authorization: 'Bearer key' })).status).toBe(200)
  })

  test('requests with credentials have their own', async () => {
    const { get, post } = await start({}, { limits: { requests_per_minute: 2 } })
    expect(await statuses(3, () => post('/api/change', { authorization: 'Bearer key' }))).toEqual([200, 200, 429])
    expect((await get('/api/origin')).status).toBe(200)
  })

  test('tries at secrets have their own, whoever asks', async () => {
    const { get, post } = await start({}, { limits: { tries_per_minute: 2 } })
    await statuses(5, () => get('/api/origin'))
    expect(await statuses(3, () => post('/api/try'))).toEqual([200, 200, 429])
    expect((await post('/api/try', { authorization: 'Bearer operator_key' })).status).toBe(429)
  })

  test('the allowance is whole again after a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { post } = await start({}, { limits: { tries_per_minute: 1 } })
    expect(await statuses(2, () => post('/api/try'))).toEqual([200, 429])
    vi.setSystemTime(Date.now() + 60_000)
    expect(await statuses(2, () => post('/api/try'))).toEqual([200, 429])
  })

  test('each address has its own, as a trusted proxy tells it', async () => {
    const { post } = await start(proxied, { limits: { tries_per_minute: 1 } })
    const from = (address: string) => async () => (await post('/api/try', { 'x-forwarded-for': address })).status
    const [one, other] = [from('203.0.113.1'), from('203.0.113.2')]
    expect([await one(), await one(), await other()]).toEqual([200, 429, 200])
  })

  test('one machine has a whole IPv6 network and one allowance', async () => {
    const { post } = await start(proxied, { limits: { tries_per_minute: 1 } })
    const from = async (address: string) => (await post('/api/try', { 'x-forwarded-for': address })).status
    expect(await from('2001:db8:1:1::1')).toBe(200)
    expect(await from('2001:db8:1:1:ffff::2')).toBe(429)
    expect(await from('2001:db8:1:2::1')).toBe(200)
  })

  test('nobody gets a new allowance by naming another address', async () => {
    const { post } = await start({}, { limits: { tries_per_minute: 1 } })
    expect((await post('/api/try', { 'x-forwarded-for': '203.0.113.1' })).status).toBe(200)
    expect((await post('/api/try', { 'x-forwarded-for': '203.0.113.2' })).status).toBe(429)
  })
})

describe('who may', () => {
  const paths = {
    anyone: route({ path: '/api/a', operation_id: 'a' }),
    signed_in: route({ path: '/api/b', operation_id: 'b', access: 'signed_in' }),
    person: route({ path: '/api/c', operation_id: 'c', access: 'person' }),
    operator: route({ path: '/api/d', operation_id: 'd', access: 'operator' }),
    owner: route({
      path: '/api/e/:organization_id',
      operation_id: 'e',
      access: { role: 'owner' },
      params: z.object({ organization_id: z.string() }),
    }),
  }

  test.each<[string, string | null, number[]]>([
    ['nobody', null, [200, 401, 401, 401, 401]],
    ['an old session', 'cookie session=old', [200, 401, 401, 401, 401]],
    ['a wrong key', 'bearer wrong', [401, 401, 401, 401, 401]],
    ['an old key', 'bearer old', [401, 401, 401, 401, 401]],
    ['a viewer', 'cookie session=viewer', [200, 200, 200, 403, 403]],
    ["a viewer's key", 'bearer key', [200, 200, 403, 403, 403]],
    ['an owner', 'cookie session=owner', [200, 200, 200, 403, 200]],
    ['an operator', 'cookie session=operator', [200, 200, 200, 200, 200]],
    ["an operator's key", 'bearer operator_key', [200, 200, 403, 200, 200]],
  ])('%s', async (_name, credential, expected) => {
    const { get } = await start({}, { routes: Object.values(paths) })
    const [kind, text = ''] = credential?.split(' ') ?? []
    const headers: Record<string, string> =
      kind === 'cookie' ? { cookie: text } : kind === 'bearer' ? { authorization: `Bearer ${text}` } : {}
    const asked = ['/api/a', '/api/b', '/api/c', '/api/d', `/api/e/${org('1')}`]
    const sent = await Promise.all(asked.map((path) => get(path, headers)))
    expect(sent.map(({ status }) => status)).toEqual(expected)
    for (const { status, headers } of sent)
      expect(headers['www-authenticate']).toBe(status === 401 ? 'Bearer realm="Backstay"' : undefined)
  })

  test("another organization's address is not found, so nobody learns that it exists", async () => {
    const { get } = await start({}, { routes: [paths.owner] })
    const sent = await get(`/api/e/${org('2')}`, { cookie: 'session=owner' })
    expect([sent.status, codeOf(sent)]).toEqual([404, 'not_found'])
  })
})
