import type { FastifyInstance, FastifyRequest } from 'fastify'

/** For replies that are no page: nothing may load, frame or keep them. */
const dataHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** What replies to this request carry whatever they are; pages replace the policy by their own. */
export const securityHeaders = (request: FastifyRequest): Record<string, string> =>
  request.protocol === 'https' ? { ...dataHeaders, 'strict-transport-security': 'max-age=31536000' } : dataHeaders

/** Sets the headers before anything else runs, so that refusals carry them too. */
export const useSecurityHeaders = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders(request)).header('x-request-id', request.id)
    done()
  })
}

/** For pages: everything from our own origin; inline scripts and styles need the nonce, where a page has one. */
export const pageHeaders = (nonce?: string): Record<string, string> => {
  const own = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`
  return {
    'content-security-policy': [
      "default-src 'self'",
      `script-src ${own}`,
      `style-src ${own}`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  }
}
