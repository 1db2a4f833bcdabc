import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context, Services } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { HttpReply, Route } from '../route.ts'
import { contextOf } from './context-of.ts'
import { isTransient } from './database-errors.ts'
import { goneSignal } from './gone-signal.ts'
import type { Guard } from './guard.ts'
import { type Answer, createReadKey, findAnswer, runOnce } from './idempotency.ts'
import { isStream, mountStream } from './mount-stream.ts'
import type { Limits } from './options.ts'
import { compileInput } from './parse-input.ts'
import { addSecureCookie } from './secure-cookies.ts'

/** Failures of this kind roll everything back, so running the handler again is safe. */
const transientRetries = 2

/** Those whom no idempotency key belongs to. */
const ownCallers: readonly Route['access'][] = ['anyone', 'signature', 'agent']

type Headers = [name: string, value: string][]

/** Turns declarations into Fastify routes: guard, input, idempotency, handler, reply. Schemas are compiled here, once. */
export const mountRoutes = (
  app: FastifyInstance,
  services: Services,
  routes: readonly Route[],
  { guard, limits }: { guard: Guard; limits: Limits },
): void => {
  const readKey = createReadKey(services)
  for (const route of routes) {
    if (typeof route.access === 'object' && !route.path.includes(':organization_id'))
      throw new Error(`${route.operation_id} asks for a role, but its path names no :organization_id`)
    const onRequest = guard(route.access, { limited_tries: route.limited_tries === true })
    if (isStream(route)) {
      mountStream(app, services, route, { onRequest, limits })
      continue
    }
    const parse = compileInput(route)
    app.route({
      method: route.method,
      url: route.path,
      config: { raw_body: route.raw_body === true },
      bodyLimit: route.max_body_bytes ?? limits.body_bytes,
      onRequest,
      handler: async (request, reply) => {
        try {
          const input = parse(request)
          // What a route for anyone does, such as accepting an invitation, can commit in steps, too.
          const inSteps = route.commits_in_steps === true || ownCallers.includes(route.access)
          const key = inSteps ? null : readKey(request, route.operation_id)
          const ctx = contextOf(services, request)
          const gone = goneSignal(reply)
          const stored = route.prepare === undefined || key === null ? null : await findAnswer(ctx, key)
          if (stored !== null) return send(request, reply, stored, [])
          // `input` was parsed by the schemas from which defineRoute derived the input's type.
          const prepared = await route.prepare?.(ctx, input as never)
          const { answer, headers } = await retrying(async (headers) => {
            const run = (ctx: Context) => answerOf(route, ctx, input, { headers, gone, prepared })
            return key === null ? run(ctx) : runOnce(ctx, key, limits.idempotency_wait_ms, run)
          })
          return send(request, reply, answer, headers)
        } catch (error) {
          if (!reply.sent) throw error
          // The caller was told "timed out" already; what happened after that must still be findable.
          services.log.error(
            { request_id: request.id, route: route.path, err: error },
            'a request failed after its time-out',
          )
          return reply
        }
      },
    })
  }
}

/** Runs `work` again after a deadlock or a serialization failure, each time with headers of its own. */
const retrying = async (work: (headers: Headers) => Promise<Answer>): Promise<{ answer: Answer; headers: Headers }> => {
  for (let retries = 0; ; retries++) {
    const headers: Headers = []
    try {
      return { answer: await work(headers), headers }
    } catch (error) {
      if (!isTransient(error) || retries === transientRetries) throw error
    }
  }
}

/** The handler's result as it goes out. Passing the reply's schema drops what it does not name, so a column never leaks. */
const answerOf = async (
  route: Route,
  ctx: Context,
  input: unknown,
  { headers, gone, prepared }: { headers: Headers; gone: AbortSignal; prepared: unknown },
): Promise<Answer> => {
  let accepted = false
  const http: HttpReply = {
    gone,
    addHeader: (name, value) => void headers.push([name, value]),
    accepted: () => {
      accepted = true
    },
  }
  // Both come from what defineRoute derived the handler's types from.
  const result = await route.handle(ctx, input as never, http, prepared as never)
  if (route.reply.body === undefined) return { status: 204, text: '' }
  const parsed = route.reply.body.safeParse(result)
  if (parsed.success) return { status: accepted ? 202 : route.reply.status, text: JSON.stringify(parsed.data) }
  throw new AppError('internal', {
    cause: new Error(`the reply of ${route.operation_id} does not fit its schema: ${parsed.error.message}`),
  })
}

const send = (request: FastifyRequest, reply: FastifyReply, answer: Answer, headers: Headers): FastifyReply => {
  if (reply.sent) return reply
  for (const [name, value] of headers)
    reply.header(name, name.toLowerCase() === 'set-cookie' ? addSecureCookie(request, value) : value)
  if (answer.replayed) reply.header('idempotency-replayed', 'true')
  reply.code(answer.status)
  return answer.status === 204
    ? reply.send()
    : reply.header('content-type', 'application/json; charset=utf-8').send(answer.text)
}
