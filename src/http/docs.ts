import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { pageHeaders } from './security-headers.ts'

const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

/** The OpenAPI document, and a page at `/api/docs` that shows it with Swagger UI from our own origin. */
export const mountDocs = async (app: FastifyInstance, makeDocument: () => object): Promise<void> => {
  // Made on first use: starting must not wait for it.
  let document: string | null = null
  app.get('/api/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(makeDocument())
    return reply.header('content-type', 'application/json; charset=utf-8').send(document)
  })

  app.get('/api/docs', (_request, reply) =>
    reply.headers(pageHeaders()).header('content-type', 'text/html; charset=utf-8').send(page),
  )
  for (const [name, type] of [
    ['docs.js', 'text/javascript'],
    ['docs.css', 'text/css'],
  ] as const) {
    const text = await readFile(new URL(`docs-page/${name}`, import.meta.url), 'utf8')
    app.get(`/api/docs/${name}`, (_request, reply) =>
      reply.headers(cached).header('content-type', `${type}; charset=utf-8`).send(text),
    )
  }
  await app.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    prefix: '/api/docs/ui/',
    index: false,
    decorateReply: false,
    cacheControl: false,
    allowedPath: (path) => files.includes(path.replace(/^\//, '')),
    setHeaders: (reply) => void reply.headers(cached),
  })
}

const cached = { 'cache-control': 'public, max-age=3600' }

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Backstay API</title>
    <link rel="icon" href="/api/docs/ui/favicon-32x32.png">
    <link rel="stylesheet" href="/api/docs/ui/swagger-ui.css">
    <link rel="stylesheet" href="/api/docs/docs.css">
  </head>
  <body>
    <main id="reference"></main>
    <noscript>The reference needs JavaScript. The document itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
    <script src="/api/docs/ui/swagger-ui-bundle.js"></script>
    <script src="/api/docs/docs.js"></script>
  </body>
</html>
`
