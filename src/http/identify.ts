import type { FastifyInstance, FastifyRequest } from 'fastify'
import { oldestProtocol, protocolHeader, protocolVersion } from '../agent-protocol/messages.ts'
import { anonymousCaller, type Caller, type Services } from '../context.ts'
import type { Credentials } from '../identity/authenticate.ts'
import { AppError } from '../lib/errors.ts'
import type { Access } from '../route.ts'
import type { Authenticate } from './options.ts'
import type { RateLimits } from './rate-limits.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request; the anonymous caller until `identify` has run. */
    caller: Caller
  }
}

/** Gives every request a caller from the start, so that hooks need not ask whether there is one. */
export const useCaller = (app: FastifyInstance): void => {
  app.decorateRequest('caller')
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = anonymousCaller
    done()
  })
}

/** Tells who sent a request, within the peer's rate limits. */
export const createIdentify = (services: Services, authenticate: Authenticate, limits: RateLimits) => {
  return async (request: FastifyRequest, access: Access): Promise<Caller> => {
    if (access === 'signature' || access === 'agent') {
      await limits.general(request)
      if (access === 'agent') requireProtocol(request)
      return anonymousCaller
    }
    const credentials = credentialsOf(request)
    if (credentials.authorization === undefined && credentials.cookie === undefined) {
      await limits.anonymous(request)
      return anonymousCaller
    }
    await limits.general(request)
    try {
      const caller = await authenticate(services, credentials)
      if (caller.kind === 'anonymous') await limits.anonymous(request)
      return caller
    } catch (error) {
      if (!(error instanceof AppError) || (error.code !== 'unauthenticated' && error.code !== 'api_key_expired'))
        throw error
      await limits.anonymous(request)
      // An old session cookie must not keep anybody from the pages that need no sign-in.
      if (access === 'anyone' && credentials.authorization === undefined) return anonymousCaller
      throw error
    }
  }
}

/** Throws before the body is read, which may not fit: whichever is too old should hear just that. */
const requireProtocol = (request: FastifyRequest): void => {
  const version = Number(request.headers[protocolHeader])
  if (version > protocolVersion) throw new AppError('upgrade_server')
  if (!(version >= oldestProtocol)) throw new AppError('upgrade_agent')
}

/** The request's `Authorization: Bearer …`. Other schemes belong to a proxy, and browsers add them for other sites too. */
export const bearerOf = (request: FastifyRequest): string | undefined => {
  const { authorization } = request.headers
  return authorization !== undefined && /^bearer\b/i.test(authorization) ? authorization : undefined
}

export const credentialsOf = (request: FastifyRequest): Credentials => ({
  authorization: bearerOf(request),
  cookie: request.headers.cookie,
})

/** The request's headers in the form of the Web's Headers, without those that only concern the connection. */
export const toHeaders = (request: FastifyRequest): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || connectionHeaders.has(name)) continue
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one)
  }
  // Proxies' words count only where Fastify was told to trust them; from here on there is one truth about the peer.
  for (const name of forwardedHeaders) headers.delete(name)
  const ip: string | undefined = request.ip
  if (ip !== undefined) headers.set('x-forwarded-for', ip)
  return headers
}

const connectionHeaders = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
  'te',
])

/** Headers in which proxies tell where a request came from; anybody can write them. */
const forwardedHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
]
