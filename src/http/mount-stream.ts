import type { FastifyInstance, FastifyReply, onRequestAsyncHookHandler, onRequestHookHandler } from 'fastify'
import type { Services } from '../context.ts'
import type { Route, StreamedReply } from '../route.ts'
import { contextOf } from './context-of.ts'
import { goneSignal } from './gone-signal.ts'
import type { Limits } from './options.ts'
import { compileInput } from './parse-input.ts'

/** Whether a route answers with bytes as they come. */
export const isStream = ({ reply }: Route): boolean => reply.status === 200 && reply.stream !== undefined

/** Turns the declaration of a streamed reply into a Fastify route. */
export const mountStream = (
  app: FastifyInstance,
  services: Services,
  route: Route,
  parts: { onRequest: onRequestHookHandler | onRequestAsyncHookHandler; limits: Limits },
): void => {
  // What is streamed is not kept, so nothing that changes anything can be answered so: a POST has but more to ask than an address holds.
  if (route.method !== 'GET' && route.method !== 'POST')
    throw new Error(`${route.operation_id} streams its reply, so it has to be a GET, or a POST that reads`)
  const parse = compileInput(route)
  app.route({
    method: route.method,
    url: route.path,
    // A HEAD would do all the work and throw it away.
    exposeHeadRoute: false,
    bodyLimit: route.max_body_bytes ?? parts.limits.body_bytes,
    // Fastify's limit counts until the last byte is out.
    handlerTimeout: parts.limits.stream_ms,
    onRequest: parts.onRequest,
    handler: async (request, reply) => {
      const http = {
        gone: goneSignal(reply),
        addHeader: (name: string, value: string) => void reply.header(name, value),
        accepted: () => undefined,
      }
      // `input` was parsed by the schemas from which defineRoute derived the handler's input type, and its result type by `stream`.
      const streamed = (await route.handle(
        contextOf(services, request),
        parse(request) as never,
        http,
        // What reads has no transaction around it, so nothing is asked before.
        undefined as never,
      )) as StreamedReply
      return sendStream(reply, streamed)
    },
  })
}

/** Fastify breaks the connection when the body fails, and destroys the body when the caller goes away. */
const sendStream = (reply: FastifyReply, { headers, body }: StreamedReply): FastifyReply => {
  if (!reply.sent && !reply.raw.destroyed) return reply.headers(headers).send(body)
  body.destroy()
  return reply
}
