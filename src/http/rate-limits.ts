import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../lib/errors.ts'
import type { Limits } from './options.ts'

/** Each throws rate_limited when the request's peer address has used up its share. */
export type RateLimits = {
  /** A request without credentials, or with wrong ones. */
  anonymous(request: FastifyRequest): Promise<void>
  /** A request that carries credentials, whether they hold or not. */
  general(request: FastifyRequest): Promise<void>
  /** A try at guessing a secret. */
  tries(request: FastifyRequest): Promise<void>
}

/** Limits count by the peer's address; IPv6 ones by /64, since one machine has a whole /64 to itself. */
export const createRateLimits = async (app: FastifyInstance, limits: Limits): Promise<RateLimits> => {
  // The plugin's own key uses request.ip, which is undefined once the peer has hung up.
  await app.register(rateLimit, { global: false })
  const limiter = (max: number) => {
    const take = app.createRateLimit({ max, timeWindow: 60_000, keyGenerator: peerKey })
    return async (request: FastifyRequest) => {
      const state = await take(request)
      if (!state.isAllowed && state.isExceeded)
        throw new AppError('rate_limited', { retryAfterSeconds: Math.max(1, state.ttlInSeconds) })
    }
  }
  return {
    anonymous: limiter(limits.anonymous_requests_per_minute),
    general: limiter(limits.requests_per_minute),
    tries: limiter(limits.tries_per_minute),
  }
}

const peerKey = (request: FastifyRequest): string => {
  // Undefined once the peer has hung up.
  const ip: string | undefined = request.ip
  return ip === undefined ? 'gone' : rateLimit.normalizeIP(ip, 64)
}
