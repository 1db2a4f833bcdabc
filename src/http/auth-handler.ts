import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { contextOf } from './context-of.ts'
import type { Guard } from './guard.ts'
import { toHeaders } from './identify.ts'
import { unstorable } from './json-body.ts'
import type { AuthHandler, AuthPath } from './options.ts'
import { ownOrigin } from './same-origin.ts'
import { addSecureCookie } from './secure-cookies.ts'

const bodyBytes = 64 * 1024

/**
 * Hands the allow-listed paths under `/api/auth` to better-auth, and its answers back as they are; only cookies get
 * `Secure` where the request came by https. All other paths there are not found.
 */
export const mountAuthHandler = async (
  app: FastifyInstance,
  services: Services,
  handle: AuthHandler,
  paths: readonly AuthPath[],
  guard: Guard,
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
    for (const { method, path, limited_tries } of paths) {
      if (!path.startsWith('/api/auth/')) throw new Error(`${path} is not a path under /api/auth`)
      scope.route<{ Body: string | undefined }>({
        method,
        url: path,
        onRequest: [dropAuthorization, guard('anyone', { limited_tries })],
        handler: async (request, reply) => {
          const response = await handle(contextOf(services, request), toWebRequest(request, request.body))
          return pass(response, request, reply)
        },
      })
    }
  })
}

/**
 * These paths know only the session cookie. An API key sent along would make its owner the caller, and it, or the password
 * that a proxy asks for, would excuse the request from the check of its origin.
 */
const dropAuthorization = async (request: FastifyRequest): Promise<void> => {
  delete request.headers.authorization
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
  // The address can name another server ("GET http://elsewhere/…"); this one answers all the same.
  const { pathname, search } = new URL(request.url, origin)
  return new Request(new URL(`${pathname}${search}`, origin), {
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
