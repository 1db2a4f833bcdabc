import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Services } from '../context.ts'
import type { VisitRow } from '../repositories/journal-queries.ts'
import { mayDo } from '../repositories/may-do.ts'
import { refusalOf } from '../repositories/refusal-of.ts'
import { visitRepository } from '../repositories/visit-repository.ts'
import type { Stores } from '../storage/stores.ts'
import { type Answer, answers, answerToFailure, answerToUpload, send } from './answers.ts'
import { download } from './download.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayMetrics, Verb } from './gateway-metrics.ts'
import { list } from './list.ts'
import { parseBasic, parseTarget, type Target } from './parse-request.ts'
import { remove } from './remove.ts'
import { upload } from './upload.ts'

/** The gateway as a listener sees it. */
export type Gateway = {
  /** Whether a request is for it, by its address alone. */
  owns(url: string | undefined): boolean
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Takes no more requests; resolves when those that run have ended. */
  drain(): Promise<void>
}

/** A connection on which nothing moves for so long is cut; an upload that it belonged to leaves nothing. */
const idleMs = 60_000
/** Between two requests, as the listeners have it. */
const restMs = 72_000

/** restic's REST protocol, versions one and two, over the journal and the stores. */
export const createGateway = (
  services: Services,
  stores: Stores,
  metrics: GatewayMetrics,
  limits: { idle_ms: number } = { idle_ms: idleMs },
): Gateway => {
  let running = 0
  let whenIdle: (() => void) | null = null
  let stopping = false
  const { clock } = services

  const answerRequest = async (request: IncomingMessage, response: ServerResponse, verb: Verb) => {
    const startedMs = clock.nowMs()
    // Of its own: a request loses its socket when the connection is cut.
    const { socket } = request
    running += 1
    try {
      socket.setTimeout(limits.idle_ms)
      // While it works on a whole upload nothing moves on the connection, and that is as it should be.
      if (request.method === 'POST') request.once('end', () => socket.setTimeout(0))
      const answer = stopping ? answers.stopping : await answerTo({ services, stores, metrics }, request, response)
      if (answer !== null) send(response, answer)
    } catch (error) {
      const answer = answerToFailure(error)
      const hungUp = socket.destroyed
      if (answer === null && !hungUp) services.log.error({ err: error, verb }, 'a request to the gateway failed')
      send(response, answer ?? answers.failed)
    } finally {
      // The rest of a body that nobody wanted: who is still sending hears no answer.
      if (!request.complete) request.resume()
      socket.setTimeout(restMs)
      metrics.finished(verb, response.statusCode, (clock.nowMs() - startedMs) / 1_000)
      running -= 1
      if (running === 0) whenIdle?.()
    }
  }
  return {
    owns: (url) => url?.startsWith('/repo/') === true,
    handle: (request, response) => void answerRequest(request, response, verbOf(request)),
    drain: async () => {
      stopping = true
      if (running === 0) return
      await new Promise<void>((resolve) => {
        whenIdle = resolve
      })
    },
  }
}

type Parts = { services: Services; stores: Stores; metrics: GatewayMetrics }

const answerTo = async (parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<Answer | null> => {
  const target = parseTarget(request.url ?? '')
  if (target === null) return answers.not_found
  const basic = parseBasic(request.headers)
  if (basic === null) return answers.unauthenticated
  const credential_id = basic.username
  const visit = await visitRepository(parts.services, {
    repository_id: target.repository_id,
    credential_id,
    secret: basic.password,
    ref: target.kind === 'object' ? target.ref : null,
  })
  if (visit === 'unknown_credential') return answers.unauthenticated
  if (visit === 'other_repository') return answers.other_repository
  const { services, stores, metrics } = parts
  const exchange = { services, stores, request, response, credential_id, visit, count: metrics.moved }
  return dispatch(exchange, target)
}

const dispatch = async (exchange: Exchange, target: Target): Promise<Answer | null> => {
  const { method } = exchange.request
  const isReading = method === 'GET' || method === 'HEAD'
  if (target.kind === 'list') return isReading ? list(exchange, target.type) : answers.method_not_allowed
  if (target.kind === 'repository')
    return method === 'POST'
      ? create(exchange.visit, target.query, exchange.services.clock.now())
      : answers.method_not_allowed
  if (isReading) return download(exchange, target.ref)
  if (method === 'POST') return upload(exchange, target.ref)
  return method === 'DELETE' ? remove(exchange, target.ref) : answers.method_not_allowed
}

/** The repository is there already, as a row; its folders come with the first objects. */
const create = (visit: VisitRow, query: string, now: string): Answer => {
  if (query !== 'create=true') return answers.bad_request
  if (!mayDo(visit.rights, 'create_repository', 'config')) return answers.not_allowed
  const refusal = refusalOf(visit, { type: 'config', bytes: 0, now })
  return refusal === null ? answers.ok : answerToUpload[refusal]
}

const verbOf = ({ method, url = '' }: IncomingMessage): Verb => {
  if (method === 'DELETE') return 'delete'
  if (method === 'HEAD') return 'head'
  if (method === 'POST') return url.includes('?') ? 'create' : 'put'
  if (method === 'GET') return url.endsWith('/') ? 'list' : 'get'
  return 'other'
}
