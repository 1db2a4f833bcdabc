import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '../../src/http/openapi.ts'
import { defineRoute, type Route } from '../../src/route.ts'
import { route } from '../helpers/http-routes.ts'
import { codeOf, listen, send, testServer, testServices } from '../helpers/http-server.ts'

const raw = defineRoute({
  method: 'POST',
  path: '/api/signed',
  operation_id: 'signed',
  tag: 'Things',
  summary: 'Answer the body as it came',
  access: 'signature',
  raw_body: true,
  headers: z.object({ 'x-signature': z.string().max(20).optional() }),
  reply: { status: 200, body: z.object({ body: z.string(), signature: z.string().nullable(), caller: z.string() }) },
  errors: [],
  handle: async (ctx, input) => ({
    body: input.raw_body,
    signature: input['x-signature'] ?? null,
    caller: ctx.caller.kind,
  }),
})

const start = async (limits: object = {}) => {
  const app = await testServer(testServices(), { routes: [raw, route({ path: '/api/other', method: 'POST' })], limits })
  onTestFinished(() => app.close())
  const port = await listen(app)
  return (body: string, headers: Record<string, string> = {}) =>
    send(port, 'POST', '/api/signed', { headers: { 'content-type': 'application/json', ...headers }, body })
}

test.each(['{"a": 1 ,\r\n "a":2}', '{', '', '\ufeff{"ü":"\\u0000"}', '[[[[]]]]'])(
  'the body %j comes as it was sent',
  async (body) => {
    const post = await start()
    const sent = await post(body, { 'x-signature': 'abc' })
    expect(sent.json()).toEqual({ body, signature: 'abc', caller: 'anonymous' })
  },
)

test('credentials are not looked at, neither right nor wrong ones; other sites and media types are refused', async () => {
  const post = await start({ anonymous_requests_per_minute: 1 })
  expect((await post('{}', { authorization: 'Bearer operator' })).json()).toMatchObject({ caller: 'anonymous' })
  expect((await post('{}', { authorization: 'Bearer nobody', cookie: 'session=old' })).status).toBe(200)
  // The limits are those of callers with credentials.
  expect((await post('{}')).status).toBe(200)
  expect(codeOf(await post('{}', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }))).toBe(
    'cross_origin',
  )
  expect(codeOf(await post('{}', { 'content-type': 'text/plain' }))).toBe('unsupported_media_type')
  expect(codeOf(await post('{}', { 'x-signature': 'x'.repeat(21) }))).toBe('invalid_request')
  expect(codeOf(await post(`"${'x'.repeat(300_000)}"`))).toBe('body_too_large')
})

test('the document names the header, and asks for no sign-in', () => {
  const document = openApiDocument([raw], { title: '', version: '', description: '', auth_paths: [] })
  expect(document).toMatchObject({
    paths: {
      '/api/signed': {
        post: {
          security: [],
          description: 'For another service, which signs what it sends.',
          parameters: [{ name: 'x-signature', in: 'header', required: false }],
          requestBody: { required: true },
        },
      },
    },
  })
})

test('a body is raw or parsed, not both', async () => {
  const both: Route = { ...raw, body: z.object({}) }
  await expect(testServer(testServices(), { routes: [both] })).rejects.toThrow('both raw and parsed')
})
