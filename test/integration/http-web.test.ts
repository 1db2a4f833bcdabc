import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, listen, send, testServer, testServices } from '../helpers/http-server.ts'

const html = `<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script nonce="__CSP_NONCE__"></script><body data-environment="__BACKSTAY_ENV__">`

let folder: string
let app: Awaited<ReturnType<typeof testServer>>
let port: number

const write = async (name: string, text: string) => {
  await mkdir(dirname(join(folder, name)), { recursive: true })
  await writeFile(join(folder, name), text)
}

beforeAll(async () => {
  // The folder above is called assets, as a careless look at the path would have it.
  folder = await mkdtemp(join(tmpdir(), 'backstay-web-'))
  await write('secret.txt', 'outside')
  await write('assets/dist/index.html', html)
  await write('assets/dist/favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await write('assets/dist/assets/main-abc123.js', 'plain()')
  await write('assets/dist/assets/main-abc123.js.br', 'brotli')
  await write('assets/dist/assets/main-abc123.css', 'body {}')
  await write('assets/dist/.env', 'hidden')
  app = await testServer(testServices(), { web_dir: join(folder, 'assets/dist') })
  port = await listen(app)
  await write('assets/dist/late.txt', 'after the start')
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}) => send(port, 'GET', path, { headers })
const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the page', () => {
  test.each(['/', '/servers/srv_1', '/index.html', '/apidocs', '/a.b?x=1', '/agents'])(
    'stands at %s for a browser',
    async (path) => {
      const sent = await get(path, page)
      expect([sent.status, sent.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(sent.text).toContain('data-environment="test"')
    },
  )

  test('has a policy with a nonce that is new for every request and stands in the page', async () => {
    const nonces = new Set<string>()
    for (let i = 0; i < 3; i++) {
      const { headers, text } = await get('/', page)
      const policy = String(headers['content-security-policy'])
      const [, nonce = ''] = /script-src 'self' 'nonce-([\w-]{22,})'/.exec(policy) ?? []
      nonces.add(nonce)
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
      expect(policy).not.toMatch(/unsafe|http:|\*/)
      expect(text.match(new RegExp(`"${nonce}"`, 'g'))).toHaveLength(2)
      expect(text).not.toContain('__')
    }
    expect([nonces.size, nonces.has('')]).toEqual([3, false])
  })

  test('is asked for anew each time, and nothing may frame it', async () => {
    const { headers } = await get('/', page)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  test('answers HEAD without a body', async () => {
    const sent = await send(port, 'HEAD', '/servers', { headers: page })
    expect([sent.status, sent.text]).toEqual([200, ''])
  })

  test.each(['/api/nothing', '/api', '/agent/v1/nothing', '/repo/x', '/assets/gone-abc.js', '/healthz/x'])(
    'never stands in for %s',
    async (path) => {
      const sent = await get(path, page)
      expect([sent.status, codeOf(sent)]).toEqual([404, 'not_found'])
    },
  )

  test('is for browsers: a program gets an error, and so does any change', async () => {
    expect(codeOf(await get('/servers'))).toBe('not_found')
    expect(codeOf(await get('/favicon.ico', { accept: 'image/*' }))).toBe('not_found')
    expect((await send(port, 'POST', '/servers', { headers: page })).status).toBe(404)
  })
})

describe('files', () => {
  test('with a hash in their name are kept for ever, others for an hour', async () => {
    const script = await get('/assets/main-abc123.js')
    expect([script.status, script.text]).toEqual([200, 'plain()'])
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(script.headers['content-type']).toMatch(/^(text|application)\/javascript/)
    const icon = await get('/favicon.svg')
    expect(icon.headers['cache-control']).toBe('public, max-age=3600')
    expect(icon.headers['content-type']).toBe('image/svg+xml')
    expect(script.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
    // An image may carry its own style, but nothing else.
    expect(icon.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';.* sandbox$/,
    )
  })

  test('are sent compressed where the build did so and the browser takes it', async () => {
    const { headers, text } = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip, br' })
    expect([headers['content-encoding'], text]).toEqual(['br', 'brotli'])
    expect(String(headers.vary).toLowerCase()).toContain('accept-encoding')
    expect(
      (await get('/assets/main-abc123.css', { 'accept-encoding': 'br' })).headers['content-encoding'],
    ).toBeUndefined()
  })

  test('are not sent again when the browser has them', async () => {
    const { headers } = await get('/favicon.svg')
    expect((await get('/favicon.svg', { 'if-none-match': String(headers.etag) })).status).toBe(304)
  })

  test('asked for beyond their end, or on a condition that fails, are no fault of ours', async () => {
    expect((await get('/favicon.svg', { range: 'bytes=9999-' })).status).toBe(400)
    expect((await get('/favicon.svg', { 'if-match': '"other"' })).status).toBe(400)
  })

  test.each([
    '/../secret.txt',
    '/../../secret.txt',
    '/assets/../../../secret.txt',
    '/%2e%2e/%2e%2e/secret.txt',
    '/..%2f..%2fsecret.txt',
    '/..%5c..%5csecret.txt',
    '/assets/%2e%2e/%2e%2e/%2e%2e/secret.txt',
    '//secret.txt',
    '/.env',
    '/assets/../.env',
    '/late.txt',
    '/assets',
    '/assets/',
    '/favicon.svg%00.js',
    '/favicon.svg/',
  ])('%s leads nowhere', async (path) => {
    const sent = await get(path)
    expect(sent.status).toBeGreaterThanOrEqual(400)
    expect(sent.status).toBeLessThan(500)
    expect(sent.text).not.toMatch(/outside|hidden|after the start|svg xmlns/)
  })
})

test('without a built interface a browser is told what to do, and the API works', async () => {
  const bare = await testServer(testServices(), { web_dir: join(folder, 'nowhere') })
  try {
    const port = await listen(bare)
    const sent = await send(port, 'GET', '/', { headers: page })
    expect([sent.status, sent.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(sent.text).toContain('npm start')
    expect((await send(port, 'GET', '/healthz')).status).toBe(200)
  } finally {
    await bare.close()
  }
})
