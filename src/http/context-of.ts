import type { FastifyRequest } from 'fastify'
import type { Context, Services } from '../context.ts'

/** What a verb gets for a request: the services, who is asking, and from where. */
export const contextOf = (services: Services, request: FastifyRequest): Context => {
  // Undefined once the peer has hung up.
  const ip: string | undefined = request.ip
  return {
    ...services,
    caller: request.caller,
    origin: {
      ip_address: ip ?? null,
      user_agent: request.headers['user-agent']?.slice(0, 500) ?? null,
      request_id: request.id,
    },
  }
}
