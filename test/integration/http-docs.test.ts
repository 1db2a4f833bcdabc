import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen, send, testServer, testServices } from '../helpers/http-server.ts'

let app: Awaited<ReturnType<typeof testServer>>
let port: number

beforeAll(async () => {
  app = await testServer(testServices())
  port = await listen(app)
})
afterAll(() => app.close())

const get = (path: string) => send(port, 'GET', path)

test('everything the reference page loads is there, typed, and from our own origin', async () => {
  const page = await get('/api/docs')
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link)
  expect(links).toEqual([
    '/api/docs/ui/favicon-32x32.png',
    '/api/docs/ui/swagger-ui.css',
    '/api/docs/docs.css',
    '/api/openapi.json',
    '/api/docs/ui/swagger-ui-bundle.js',
    '/api/docs/docs.js',
  ])
  for (const link of links) {
    const sent = await get(link)
    expect(sent.status, link).toBe(200)
    const type = { js: /javascript/, css: /^text\/css/, png: /^image\/png/, json: /json/ }[link.split('.').at(-1) ?? '']
    expect(sent.headers['content-type'], link).toMatch(type ?? 'unknown')
  }
})

test('its policy allows no inline code, and the page has none', async () => {
  const { headers, text } = await get('/api/docs')
  expect(headers['content-security-policy']).toContain("script-src 'self';")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(text).not.toMatch(/<style|style=|\son\w+=|<script>/)
})

test.each([
  'package.json',
  'index.html',
  'swagger-initializer.js',
  '../package.json',
  '%2e%2e/fastify/package.json',
  '',
])('of the library only what the page needs is open: not /api/docs/ui/%s', async (name) => {
  expect((await get(`/api/docs/ui/${name}`)).status).toBe(404)
})
