import { afterEach, expect, test, vi } from 'vitest'
import { ApiError } from './api-error.ts'
import { fieldProblems } from './field-problems.ts'
import { request } from './request.ts'

afterEach(() => vi.unstubAllGlobals())

const answers = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const fetch = vi.fn(
    async (_url: string, _init: RequestInit) =>
      new Response(status === 204 ? null : JSON.stringify(body), { status, headers }),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}
const refused = async () => {
  const error = await request('/api/me').catch((cause: unknown) => cause)
  if (!(error instanceof ApiError)) throw new Error('expected a refusal')
  return error
}

test('leaves empty filters out of the address', async () => {
  const fetch = answers(200, { data: [] })
  await request('/api/organizations', { query: { q: 'a b', cursor: undefined, limit: 50, actor_id: '' } })
  expect(fetch.mock.calls[0]?.[0]).toBe('/api/organizations?q=a+b&limit=50')
})

test('sends the idempotency key and JSON', async () => {
  const fetch = answers(201, { id: 'org_1' })
  await request('/api/organizations', { method: 'POST', body: { name: 'Acme' }, idempotencyKey: 'k1' })
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({
    method: 'POST',
    body: '{"name":"Acme"}',
    headers: { 'idempotency-key': 'k1', 'content-type': 'application/json' },
  })
})

test('a refusal carries code, sentence, fields and request id', async () => {
  answers(400, {
    error: {
      code: 'invalid_request',
      message: 'Check the marked fields.',
      details: { fields: [{ path: 'email', message: 'This is no e-mail address.' }] },
      request_id: 'req_1',
    },
  })
  const error = await refused()
  expect(error).toMatchObject({
    status: 400,
    code: 'invalid_request',
    message: 'Check the marked fields.',
    requestId: 'req_1',
  })
  expect(fieldProblems(error)).toEqual({ email: 'This is no e-mail address.' })
})

test('the identity endpoints get our words', async () => {
  answers(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' })
  expect((await refused()).message).toContain('do not belong together')
})

test('a rate limit says how long to wait', async () => {
  answers(
    429,
    { error: { code: 'rate_limited', message: 'Too many attempts.', request_id: 'req_2' } },
    { 'retry-after': '42' },
  )
  const error = await refused()
  expect(error.retryAfterSeconds).toBe(42)
  expect(error.message).toContain('Wait 42 s')
})

test('no answer is an outage, not a crash', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })
  const error = await refused()
  expect([error.status, error.isOutage]).toEqual([0, true])
})

test('a page of a proxy in front still becomes a sentence', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }))
  expect((await refused()).message).toContain('not ready')
})

test('204 answers nothing', async () => {
  answers(204, undefined)
  expect(await request('/api/sessions', { method: 'DELETE' })).toBeUndefined()
})
