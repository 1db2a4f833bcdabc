import { expect, test } from 'vitest'
import { testClock } from '../../lib/clock.ts'
import { ProviderError } from '../provider-error.ts'
import type { Call, Reply, Send } from '../send.ts'
import { createTokenSource } from './token-source.ts'
import { withSession } from './with-session.ts'

const credentials = { client_id: 'INT-1', client_secret: 'cs', api_user: 'api@example.com', api_password: 'pw' }
const json = (status: number, body: unknown): Reply => ({ status, headers: new Headers(), body })
const list: Call = { operation: 'listInstances', method: 'GET', path: '/v1/compute/instances', repeatable: true }

const start = (answer: (call: Call, tokens: number) => Reply | Promise<Reply>) => {
  const clock = testClock()
  const calls: Call[] = []
  let tokens = 0
  let ids = 0
  const send: Send = async (call) => {
    calls.push(call)
    if (call.operation === 'getToken') tokens += 1
    return answer(call, tokens)
  }
  const requestId = () => `id-${++ids}`
  const source = createTokenSource({ send, token_url: 'https://auth/token', credentials, clock, requestId })
  const session = withSession(send, { tokens: source, requestId })
  const tokenCalls = () => calls.filter(({ operation }) => operation === 'getToken').length
  return { clock, calls, session, tokenCalls }
}
const granting = (call: Call, tokens: number): Reply =>
  call.operation === 'getToken' ? json(200, { access_token: `t${tokens}`, expires_in: 300 }) : json(200, { data: [] })

test('a token comes by password grant, once for many calls at the same time', async () => {
  const { session, calls, tokenCalls } = start(granting)
  await Promise.all([session(list), session(list), session(list)])
  expect(tokenCalls()).toBe(1)
  expect(calls[0]?.form).toEqual({
    client_id: 'INT-1',
    client_secret: 'cs',
    username: 'api@example.com',
    password: 'pw',
    grant_type: 'password',
  })
  expect(calls.slice(1).map(({ headers }) => headers?.authorization)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1'])
})

test('every call has a request id of its own, and its answer tells it', async () => {
  const { session, calls } = start(granting)
  const replies = [await session(list), await session(list)]
  const sent = calls.filter(({ operation }) => operation !== 'getToken').map(({ headers }) => headers?.['x-request-id'])
  expect(new Set(sent).size).toBe(2)
  expect(replies.map(({ headers }) => headers.get('x-request-id'))).toEqual(sent)
})

test('a token is renewed before it ends; while it holds, a failed renewal stops nobody', async () => {
  let down = false
  const { session, clock, tokenCalls } = start((call, tokens) =>
    down && call.operation === 'getToken' ? json(503, { message: 'maintenance' }) : granting(call, tokens),
  )
  await session(list)
  clock.advanceMs(269_000)
  await session(list)
  expect(tokenCalls()).toBe(1)
  down = true
  clock.advanceMs(2_000)
  expect((await session(list)).status).toBe(200)
  expect(tokenCalls()).toBe(2)
  clock.advanceMs(30_000)
  await expect(session(list)).rejects.toMatchObject({ kind: 'retry', effect: 'none' })
  down = false
  expect((await session(list)).status).toBe(200)
})

test('a refused token is renewed once for all calls that met it, and no second time', async () => {
  const { session, calls, tokenCalls } = start((call, tokens) => {
    if (call.operation === 'getToken') return json(200, { access_token: `t${tokens}`, expires_in: 300 })
    return call.headers?.authorization === 'Bearer t1' ? json(401, {}) : json(200, { data: [] })
  })
  const replies = await Promise.all([session(list), session(list)])
  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  expect(tokenCalls()).toBe(2)
  expect(calls).toHaveLength(6)

  const refusing = start((call, tokens) => (call.operation === 'getToken' ? granting(call, tokens) : json(401, {})))
  expect((await refusing.session(list)).status).toBe(401)
  expect(refusing.calls.map(({ operation }) => operation)).toEqual([
    'getToken',
    'listInstances',
    'getToken',
    'listInstances',
  ])
})

test.each([
  [
    json(401, { error: 'invalid_grant', error_description: 'Invalid user credentials' }),
    'unauthorized',
    /API password/,
  ],
  [json(400, { error: 'unauthorized_client' }), 'unauthorized', /client secret/],
  [json(429, { error: 'slow_down' }), 'rate_limited', /too many/],
  [json(500, { error: 'server_error' }), 'retry', /status 500/],
  [{ status: 200, headers: new Headers(), body: undefined }, 'retry', /without a token/],
])('a refused sign-in says what is wrong', async (reply, kind, message) => {
  const { session } = start(() => reply)
  const error = await session(list).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'ProviderError', kind, effect: 'none' })
  expect((error as Error).message).toMatch(message)
  expect((error as Error).message).not.toMatch(/\bpw\b|\bcs\b/)
})

test('a sign-in that times out leaves no doubt about the change that waited for it', async () => {
  const timeout = new ProviderError('auth did not answer.', { kind: 'retry', effect: 'unknown', retry_after_ms: null })
  const { session } = start(() => Promise.reject(timeout))
  await expect(session({ ...list, method: 'POST', repeatable: false })).rejects.toMatchObject({ effect: 'none' })
})

test('a cut connection tells the request id', async () => {
  const cut = new ProviderError('api was cut.', { kind: 'retry', effect: 'unknown', retry_after_ms: null })
  const { session } = start((call, tokens) =>
    call.operation === 'getToken' ? granting(call, tokens) : Promise.reject(cut),
  )
  const error = await session({ ...list, method: 'POST', repeatable: false }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ effect: 'unknown' })
  expect((error as Error).message).toMatch(/id-2/)
})
