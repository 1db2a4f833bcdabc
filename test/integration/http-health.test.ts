import { Gauge } from 'prom-client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { ServerOptions } from '../../src/http/options.ts'
import { AppError } from '../../src/lib/errors.ts'
import { route } from '../helpers/http-routes.ts'
import { listen, send, testServer, testServices, until } from '../helpers/http-server.ts'

const open: Awaited<ReturnType<typeof testServer>>[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const app of open.splice(0)) await app.close()
})

const start = async (options: Partial<ServerOptions> = {}, config: Partial<Config> = {}) => {
  const services = testServices(undefined, config)
  const app = await testServer(services, options)
  open.push(app)
  const port = await listen(app)
  return { app, port, lines: services.lines, get: (path: string, headers = {}) => send(port, 'GET', path, { headers }) }
}

test.each(['info', 'debug'] as const)('requests are logged at %s where that was asked for', async (access_log) => {
  const { get, lines } = await start({ access_log })
  await get('/nowhere')
  await vi.waitFor(() => expect(lines.some((line) => line.includes(`"level":"${access_log}"`))).toBe(true))
  expect(lines.filter((line) => line.includes('"msg":"request"'))).toEqual([
    expect.stringContaining(`"level":"${access_log}"`),
  ])
})

describe('/healthz and /readyz', () => {
  test('answer anybody while all is well', async () => {
    const { get } = await start()
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await get('/readyz')).json()).toEqual({ status: 'ok' })
  })

  test('a process that is not ready says why, in words for people, and the log has the rest', async () => {
    const { get, lines } = await start({
      readiness: async () => {
        throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:5432'), { code: 'ECONNREFUSED' })
      },
    })
    const sent = await get('/readyz')
    expect([sent.status, sent.headers['retry-after']]).toEqual([503, '2'])
    expect(sent.json()).toEqual({ status: 'unavailable', reason: expect.stringContaining('The database is away.') })
    expect(sent.text).not.toContain('10.0.0.5')
    expect(lines.join()).toContain('10.0.0.5')
    expect((await get('/healthz')).status).toBe(200)
  })

  test.each<[string, Error, string]>([
    ['a bug', new TypeError('secret'), 'This process is not ready yet. Its log says why.'],
    ['an error of ours', new AppError('database_full', { message: 'Full.' }), 'Full.'],
  ])('%s', async (_name, error, reason) => {
    const { get } = await start({ readiness: () => Promise.reject(error) })
    expect((await get('/readyz')).json()).toEqual({ status: 'unavailable', reason })
  })

  test('asks at the same moment share one look, and later ones look again', async () => {
    let looks = 0
    const go = Promise.withResolvers<void>()
    let look = () => go.promise
    const readiness = () => {
      looks++
      return look()
    }
    const { app, get } = await start({ readiness })
    let requests = 0
    app.server.on('request', () => {
      requests++
    })
    const asked = [get('/readyz'), get('/readyz'), get('/readyz')]
    await until(() => requests === 3)
    go.resolve()
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(looks).toBe(1)
    look = () => Promise.reject(new Error('gone'))
    expect((await get('/readyz')).status).toBe(503)
    expect(looks).toBe(2)
  })

  test('a database that does not answer is not ready after two seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    let looks = 0
    const readiness = () => {
      looks++
      return Promise.withResolvers<void>().promise
    }
    const { get } = await start({ readiness })
    const asked = get('/readyz')
    await until(() => looks === 1)
    vi.advanceTimersByTime(2_000)
    const sent = await asked
    expect([sent.status, sent.json()]).toEqual([
      503,
      { status: 'unavailable', reason: 'The database did not answer within 2 seconds.' },
    ])
  })
})

describe('/metrics', () => {
  const operatorKey = { authorization: 'Bearer operator_key' }

  test('shows requests by route pattern, never by address, and what other parts add', async () => {
    const { get } = await start({
      routes: [route({ path: '/api/things/:thing_id', operation_id: 'thing' })],
      metrics: (registry) => new Gauge({ name: 'backstay_things', help: 'x', registers: [registry] }).set(7),
    })
    await get('/api/things/hidden')
    await get('/api/nothing/hidden')
    const sent = await get('/metrics', operatorKey)
    expect(sent.headers['content-type']).toContain('text/plain')
    expect(sent.text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/things/:thing_id",status="200"} 1',
    )
    expect(sent.text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1')
    expect(sent.text).toContain('backstay_things 7')
    expect(sent.text).toContain('process_resident_memory_bytes')
    expect(sent.text).not.toContain('hidden')
  })

  test('two servers in one process do not mix', async () => {
    const [one, other] = [await start(), await start()]
    await one.get('/healthz')
    expect((await other.get('/metrics', operatorKey)).text).not.toContain('route="/healthz"')
  })

  test.each<[string, Record<string, string>, number]>([
    ['nobody', {}, 401],
    ['a wrong key', { authorization: 'Bearer wrong' }, 401],
    ["a viewer's key", { authorization: 'Bearer key' }, 403],
    ["an operator's session", { cookie: 'session=operator' }, 403],
    ["an operator's key", { authorization: 'Bearer operator_key' }, 200],
  ])('to %s: the right status', async (_name, credentials, status) => {
    const { get } = await start()
    expect((await get('/metrics', credentials)).status).toBe(status)
  })
})
