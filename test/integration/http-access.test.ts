import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Config } from '../../src/config.ts'
import type { ServerOptions } from '../../src/http/options.ts'
import { route } from '../helpers/http-routes.ts'
import { codeOf, listen, org, type Sent, send, testServer, testServices } from '../helpers/http-server.ts'

const open: Awaited<ReturnType<typeof testServer>>[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const app of open.splice(0)) await app.close()
})

const routes = [
  route({ path: '/api/look', operation_id: 'look' }),
  route({ method: 'POST', path: '/api/change', operation_id: 'change', access: 'signed_in' }),
  route({ method: 'POST', path: '/api/try', operation_id: 'try', limited_tries: true }),
]

const start = async (config: Partial<Config> = {}, options: Partial<ServerOptions> = {}) => {
  const app = await testServer(testServices(undefined, config), { routes, ...options })
  open.push(app)
  const port = await listen(app)
  return {
    get: (path: string, headers: Record<string, string> = {}) => send(port, 'GET', path, { headers }),
    post: (path: string, headers: Record<string, string> = {}) => send(port, 'POST', path, { headers }),
  }
}

const proxied = { trusted_proxies: ['127.0.0.1'] }

describe('rate limits', () => {
  const statuses = async (n: number, ask: () => Promise<Sent>) => {
    const all: number[] = []
    for (let i = 0; i < n; i++) all.push((await ask()).status)
    return all
  }

  test('anonymous requests, and those with wrong credentials, share one allowance', async () => {
    const { get, post } = await start({}, { limits: { anonymous_requests_per_minute: 3 } })
    expect((await get('/api/look')).status).toBe(200)
    expect((await post('/api/change', { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await get('/api/look', { cookie: 'theme=dark' })).status).toBe(200)
    const refused = await get('/api/look')
    expect([refused.status, codeOf(refused)]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect((await post('/api/change', { authorization: 'Bearer wrong' })).status).toBe(429)
    expect((await post('/api/change', { authorization: 'Bearer key' })).status).toBe(200)
  })

  test('requests with credentials have their own', async () => {
    const { get, post } = await start({}, { limits: { requests_per_minute: 2 } })
    expect(await statuses(3, () => post('/api/change', { authorization: 'Bearer key' }))).toEqual([200, 200, 429])
    expect((await get('/api/look')).status).toBe(200)
  })

  test('tries at secrets have their own, whoever asks', async () => {
    const { get, post } = await start({}, { limits: { tries_per_minute: 2 } })
    await statuses(5, () => get('/api/look'))
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
