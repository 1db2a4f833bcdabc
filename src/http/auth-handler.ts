import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../lib/errors.ts'
import { toHeaders } from './identify.ts'
import { unstorable } from './json-body.ts'
import type { AuthPath } from './options.ts'
import type { RateLimits } from './rate-limits.ts'
import { ownOrigin } from './same-origin.ts'
import { addSecureCookie } from './secure-cookies.ts'

const bodyBytes = 64 * 1024

/** Paths where somebody could guess a password or a code. */
const guessable = /\/(sign-in|two-factor|change-password)(\/|$)/

/**
 * Hands the allow-listed paths under `/api/auth` to better-auth, and its answers back as they are; only cookies get
 * `Secure` where the request came by https. All other paths there are not found.
 */
export const mountAuthHandler = async (
  app: FastifyInstance,
  handle: (request: Request) => Promise<Response>,
  paths: readonly AuthPath[],
  parts: { checkOrigin: (request: FastifyRequest) => void; limits: RateLimits },
): Promise<void> => {
  // In a scope of its own: bodies are passed on as the bytes that came.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser<string>(
      'application/json',
      { parseAs: 'string', bodyLimit: bodyBytes },
      (_request, text, done) => {
        if (text !== '' && !isJson(text)) return done(new AppError('invalid_json'))
        // better-auth would pass it to the database and fail there.
        return text.includes('\\u0000') ? done(unstorable('body')) : done(null, text)
      },
    )
    for (const { method, path } of paths) {
      if (!path.startsWith('/api/auth/')) throw new Error(`${path} is not a path under /api/auth`)
      const limit = guessable.test(path) ? parts.limits.tries : parts.limits.general
      scope.route<{ Body: string | undefined }>({
        method,
        url: path,
        onRequest: async (request) => {
          await limit(request)
          parts.checkOrigin(request)
        },
        handler: async (request, reply) => pass(await handle(toWebRequest(request, request.body)), request, reply),
      })
    }
  })
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const toWebRequest = (request: FastifyRequest, body: string | undefined): Request => {
  const origin = ownOrigin(request)
  if (origin === null)
    throw new AppError('invalid_request', {
      message: 'The Host header names no host. Send the request to its address.',
    })
  return new Request(new URL(request.url, origin), {
    method: request.method,
    headers: toHeaders(request),
    ...(body === undefined ? {} : { body }),
  })
}

const pass = async (response: Response, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  if (response.status >= 500)
    throw new AppError('internal', {
      cause: new Error(`sign-in answered ${response.status}: ${await response.text()}`),
    })
  reply.code(response.status)
  for (const [name, value] of response.headers)
    if (name !== 'set-cookie' && name !== 'content-length') reply.header(name, value)
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', addSecureCookie(request, cookie))
  return reply.send(Buffer.from(await response.arrayBuffer()))
}
