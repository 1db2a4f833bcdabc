import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../context.ts'
import { pathOf } from './not-found.ts'
import { pageHeaders } from './security-headers.ts'

const notBuilt = `The web interface of this installation is not built.
Stop Backstay and run "npm start": it builds what is missing. The API works without it, see /api/docs.
`

const imagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

/** First parts of paths that belong to programs: what is not found there is an error, never the web interface. */
const programPaths = /^\/(api|agent|repo|assets|healthz|readyz|metrics)(\/|$)/

/**
 * Serves the built web interface: its hashed files for ever, and `index.html` for every address a person can be at, since
 * the interface does its own routing. Answers the function that sends that page, or null where it does not belong.
 */
export const mountWeb = async (
  app: FastifyInstance,
  services: Services,
  webDir: string | null,
): Promise<(request: FastifyRequest, reply: FastifyReply) => FastifyReply | null> => {
  const page = webDir === null ? null : await readPage(webDir, services.config.environment)
  if (webDir !== null && page !== null)
    await app.register(fastifyStatic, {
      root: webDir,
      // One route per file that exists now, so an address cannot lead anywhere else.
      wildcard: false,
      index: false,
      globIgnore: ['index.html'],
      decorateReply: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        const hashed = relative(webDir, path).startsWith('assets/')
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
        // Firefox holds images to their own policy, and ours have a style for dark pages.
        if (path.endsWith('.svg')) reply.header('content-security-policy', imagePolicy)
      },
    })
  return (request, reply) => {
    if (!wantsPage(request)) return null
    if (page === null) return reply.header('content-type', 'text/plain; charset=utf-8').send(notBuilt)
    const nonce = services.ids.secret(16)
    return reply.headers(pageHeaders(nonce)).header('content-type', 'text/html; charset=utf-8').send(page.join(nonce))
  }
}

/** The page, cut where the nonce goes; null when there is none. */
const readPage = async (webDir: string, environment: string): Promise<string[] | null> => {
  const html = await readFile(join(webDir, 'index.html'), 'utf8').catch(() => null)
  return html === null ? null : html.replaceAll('__BACKSTAY_ENV__', environment).split('__CSP_NONCE__')
}

const wantsPage = (request: FastifyRequest): boolean => {
  const path = pathOf(request.url)
  if ((request.method !== 'GET' && request.method !== 'HEAD') || programPaths.test(path)) return false
  return path === '/' || (request.headers.accept ?? '').includes('text/html')
}
