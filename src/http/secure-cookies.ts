import type { FastifyRequest } from 'fastify'

/** A cookie set over https must never travel over plain http. `protocol` knows of TLS here and at a trusted proxy. */
export const addSecureCookie = (request: FastifyRequest, cookie: string): string =>
  request.protocol === 'https' && !/;\s*secure\s*(;|$)/i.test(cookie) ? `${cookie}; Secure` : cookie
