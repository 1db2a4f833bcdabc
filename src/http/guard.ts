import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../context.ts'
import type { Access } from '../route.ts'
import { authorize } from './authorize.ts'
import type { RateLimits } from './rate-limits.ts'

/** Makes a route's first hook: everything that can refuse a request before its body is read. */
export type Guard = (
  access: Access,
  options?: { limited_tries?: boolean },
) => (request: FastifyRequest, reply: FastifyReply) => Promise<void>

export const createGuard =
  (parts: {
    checkOrigin: (request: FastifyRequest) => void
    identify: (request: FastifyRequest, access: Access) => Promise<Caller>
    limits: RateLimits
  }): Guard =>
  (access, options = {}) =>
  async (request) => {
    // First: another site could use up its visitors' tries otherwise.
    parts.checkOrigin(request)
    if (options.limited_tries) await parts.limits.tries(request)
    request.caller = await parts.identify(request, access)
    authorize(access, request.caller, request.params)
  }
