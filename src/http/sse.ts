import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Caller, type Services, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { type EventStream, openEventStream } from './event-stream.ts'
import type { Guard } from './guard.ts'
import { credentialsOf } from './identify.ts'
import type { Authenticate, EventSource, Limits } from './options.ts'
import { securityHeaders } from './security-headers.ts'
import type { Timers } from './timers.ts'
import { unknownQuery } from './unknown-query.ts'

const pingMs = 15_000
const checkMs = 60_000

type Parts = {
  readonly services: Services
  readonly authenticate: Authenticate
  readonly events: EventSource
  readonly guard: Guard
  readonly limits: Limits
  readonly timers: Timers
}

/**
 * `GET /api/events`: what changes in the caller's organizations, as server-sent events, until the client leaves, its session
 * or key dies, its organizations change (it comes back and gets the new ones), or the server closes.
 */
export const mountEvents = (app: FastifyInstance, parts: Parts): void => {
  const counts = createStreamCount(parts.limits.event_streams_per_caller)
  const open = new Set<EventStream>()
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end()
  })

  app.get('/api/events', { exposeHeadRoute: false, onRequest: parts.guard('signed_in') }, async (request, reply) => {
    const fields = unknownQuery(request.query, ['last_event_id'])
    if (fields.length > 0) throw new AppError('invalid_request', { details: { fields } })
    const callerId = request.caller.id ?? ''
    counts.add(callerId)
    const stream = openEventStream(reply.raw, parts.limits.event_stream_bytes, {
      ...securityHeaders(request),
      'x-request-id': request.id,
    })
    open.add(stream)
    const forget = () => {
      counts.remove(callerId)
      open.delete(stream)
    }
    try {
      await serveEvents(parts, request, stream, forget)
    } catch (error) {
      forget()
      if (!reply.raw.headersSent) throw error
      parts.services.log.warn({ request_id: request.id, err: error }, 'an event stream broke while it was replayed')
      stream.end()
    }
    return reply.hijack()
  })
}

/** Counts open streams by caller; one page opens one, so a caller with many has lost count. */
const createStreamCount = (max: number) => {
  const open = new Map<string, number>()
  return {
    add(callerId: string): void {
      const count = open.get(callerId) ?? 0
      if (count >= max)
        throw new AppError('rate_limited', {
          message: `You have ${max} event streams open already. Close some, then try again.`,
          retryAfterSeconds: 5,
        })
      open.set(callerId, count + 1)
    },
    remove(callerId: string): void {
      const count = (open.get(callerId) ?? 0) - 1
      if (count > 0) open.set(callerId, count)
      else open.delete(callerId)
    },
  }
}

/** Subscribes and keeps the stream going. Rejects when the source does. */
const serveEvents = async (
  { services, authenticate, events, timers }: Parts,
  request: FastifyRequest,
  stream: EventStream,
  onEnd: () => void,
): Promise<void> => {
  const scope = scopeOf(request.caller)
  const filter = { scope, user_id: request.caller.kind === 'user' ? request.caller.id : null }
  const subscription = await events.subscribe(filter, lastEventId(request), (event) => {
    // The source filters; this line is the second lock on the same door.
    if (event.organization_id !== null && scope !== 'all' && !scope.includes(event.organization_id)) return
    stream.send(event)
  })
  stream.start()
  const ping = timers.every(pingMs, stream.ping)
  const check = timers.every(checkMs, async () => {
    if (!(await isStillValid(services, authenticate, request))) stream.end()
  })
  stream.onClose(() => {
    ping.stop()
    check.stop()
    subscription.close()
    onEnd()
  })
}

/** The id a browser sends when it reconnects by itself; the query is for clients that start from a known place. */
const lastEventId = (request: FastifyRequest): string | null => {
  const header = request.headers['last-event-id']
  const { query } = request
  const given =
    header ?? (typeof query === 'object' && query !== null && 'last_event_id' in query ? query.last_event_id : null)
  return typeof given === 'string' && /^[\x21-\x7e]{1,200}$/.test(given) ? given : null
}

const isStillValid = async (
  services: Services,
  authenticate: Authenticate,
  request: FastifyRequest,
): Promise<boolean> => {
  try {
    return seesSame(await authenticate(services, credentialsOf(request)), request.caller)
  } catch (error) {
    // While the database is away nobody can say; the next look will.
    return !(error instanceof AppError)
  }
}

const seesSame = (now: Caller, before: Caller): boolean =>
  now.id === before.id && JSON.stringify(scopeOf(now)) === JSON.stringify(scopeOf(before))
