import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import type { AuthPath } from '../../src/http/options.ts'
import { callers, codeOf, fakeAuthenticate, listen, send, testServer, testServices } from '../helpers/http-server.ts'
import { sendRaw } from '../helpers/raw-request.ts'

const paths: AuthPath[] = [
  { method: 'POST', path: '/api/auth/sign-in/email', summary: 'Sign in', limited_tries: true },
  { method: 'POST', path: '/api/auth/sign-out', summary: 'Sign out', limited_tries: false },
  { method: 'GET', path: '/api/auth/get-session', summary: 'Look', limited_tries: false },
]

let seen: { ctx: Context; request: Request; body: string }[] = []
let answer: () => Response
let app: Awaited<ReturnType<typeof testServer>>
let port: number
const services = testServices()

beforeEach(async () => {
  seen = []
  answer = () => Response.json({ ok: true })
  app = await testServer(services, {
    auth_paths: paths,
    authenticate: async (all, credentials) => {
      if (credentials.cookie === 'session=database_down') throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
      return fakeAuthenticate(all, credentials)
    },
    authHandler: async (ctx, request) => {
      seen.push({ ctx, request, body: await request.text() })
      return answer()
    },
    limits: { tries_per_minute: 2 },
  })
  port = await listen(app)
})
afterEach(() => app.close())

const json = { 'content-type': 'application/json' }
const signOut = (headers: Record<string, string> = {}) => send(port, 'POST', '/api/auth/sign-out', { headers })

test('the handler gets the request, the caller of the cookie, and where it came from', async () => {
  const sent = await send(port, 'POST', '/api/auth/sign-in/email?x=1', {
    headers: { ...json, cookie: 'session=viewer', 'user-agent': 'a browser', 'x-forwarded-for': '9.9.9.9' },
    body: '{"email": "a@example.com"}',
  })
  expect(sent.status).toBe(200)
  const [{ ctx, request, body } = { ctx: null, request: null, body: '' }] = seen
  expect(ctx?.caller).toEqual(callers.viewer)
  expect(ctx?.origin).toEqual({
    ip_address: '127.0.0.1',
    user_agent: 'a browser',
    request_id: sent.headers['x-request-id'],
  })
  expect(request?.url).toBe(`http://127.0.0.1:${port}/api/auth/sign-in/email?x=1`)
  expect(request?.headers.get('x-forwarded-for')).toBe('127.0.0.1')
  expect(body).toBe('{"email": "a@example.com"}')
})

test("what a stranger says about the peer's address does not reach the handler", async () => {
  const said = ['forwarded', 'via', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip']
  await signOut({ 'x-forwarded-for': '9.9.9.9', ...Object.fromEntries(said.map((name) => [name, 'for=9.9.9.9'])) })
  expect(seen.map(({ request }) => request.headers.get('x-forwarded-for'))).toEqual(['127.0.0.1'])
  expect(said.filter((name) => seen[0]?.request.headers.has(name))).toEqual([])
})

test('an address that names another server is still ours', async () => {
  const head = `Host: 127.0.0.1:${port}\r\nConnection: close`
  await sendRaw(port, `POST http://evil.example/api/auth/sign-out?x=1 HTTP/1.1\r\n${head}\r\n\r\n`)
  expect(seen.map(({ request }) => request.url)).toEqual([`http://127.0.0.1:${port}/api/auth/sign-out?x=1`])
})

test('a Host header that is no host is refused', async () => {
  const sent = await signOut({ host: 'a b' })
  expect([sent.status, codeOf(sent)]).toEqual([400, 'invalid_request'])
  expect(seen).toEqual([])
})

test('without a session, or with one that ended, the caller is anonymous', async () => {
  await signOut()
  await signOut({ cookie: 'session=nobody_knows' })
  expect(seen.map(({ ctx }) => ctx.caller.kind)).toEqual(['anonymous', 'anonymous'])
})

test('an Authorization header makes nobody the caller and does not reach the handler', async () => {
  await signOut({ authorization: 'Bearer operator_key' })
  await signOut({ authorization: 'Bearer wrong', cookie: 'session=viewer' })
  expect(seen.map(({ ctx }) => ctx.caller.name)).toEqual(['nobody', 'viewer'])
  expect(seen.map(({ request }) => request.headers.get('authorization'))).toEqual([null, null])
})

test('a request from another site is refused, whatever Authorization its browser adds', async () => {
  for (const authorization of ['Basic Zm9v', 'Bearer operator_key']) {
    const sent = await signOut({ authorization, cookie: 'session=viewer', origin: 'https://evil.example' })
    expect([sent.status, codeOf(sent)]).toEqual([403, 'cross_origin'])
  }
  expect(seen).toEqual([])
})

test('a database that is away is a 503, and the handler is not asked', async () => {
  const sent = await signOut({ cookie: 'session=database_down' })
  expect([sent.status, codeOf(sent)]).toEqual([503, 'database_unavailable'])
  expect(seen).toEqual([])
})

test('only paths that are declared so count as tries', async () => {
  const signIn = () => send(port, 'POST', '/api/auth/sign-in/email', { headers: json, body: '{}' })
  expect([(await signIn()).status, (await signIn()).status]).toEqual([200, 200])
  const refused = await signIn()
  expect([refused.status, codeOf(refused)]).toEqual([429, 'rate_limited'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await signOut()).status).toBe(200)
})

test('answers go out as they are, with every cookie', async () => {
  answer = () => {
    const response = Response.json({ code: 'INVALID_EMAIL_OR_PASSWORD', message: 'no' }, { status: 401 })
    response.headers.append('set-cookie', 'a=1; Path=/; HttpOnly')
    response.headers.append('set-cookie', 'b=2; Path=/')
    return response
  }
  const sent = await send(port, 'GET', '/api/auth/get-session')
  expect(sent.status).toBe(401)
  expect(sent.json()).toEqual({ code: 'INVALID_EMAIL_OR_PASSWORD', message: 'no' })
  expect(sent.headers['set-cookie']).toEqual(['a=1; Path=/; HttpOnly', 'b=2; Path=/'])
  expect(sent.headers['cache-control']).toBe('no-store')
})

test('a failure of the handler tells nothing, and the log has it', async () => {
  answer = () => new Response('relation "users" does not exist', { status: 500 })
  const sent = await signOut()
  expect([sent.status, codeOf(sent)]).toEqual([500, 'internal'])
  expect(sent.text).not.toContain('relation')
  expect(services.lines.join()).toContain('relation \\"users\\" does not exist')
})

test('paths that are not on the list are not found', async () => {
  const sent = await send(port, 'POST', '/api/auth/sign-up/email', { headers: json, body: '{}' })
  expect([sent.status, codeOf(sent)]).toEqual([404, 'not_found'])
})

test('bodies must be JSON, small, and without NUL', async () => {
  const post = (body: string, type = 'application/json') =>
    send(port, 'POST', '/api/auth/sign-out', { headers: { 'content-type': type }, body })
  expect(codeOf(await post('{'))).toBe('invalid_json')
  expect(codeOf(await post('{"a": "\\u0000"}'))).toBe('invalid_request')
  expect(codeOf(await post('a=1', 'application/x-www-form-urlencoded'))).toBe('unsupported_media_type')
  expect(codeOf(await post(`"${'x'.repeat(70_000)}"`))).toBe('body_too_large')
  expect(seen).toEqual([])
})
