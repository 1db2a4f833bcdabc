import { createHash } from 'node:crypto'
import type { Account } from './account.ts'
import { operations } from './operations.ts'
import { readForm } from './read-form.ts'
import { StripeRefusal } from './stripe-error.ts'

export type Request = {
  method: string
  path: string
  query: string
  body: string
  authorization: string | undefined
  idempotency_key: string | undefined
}
/** Null is no answer at all: the connection is cut. */
export type Answer = { status: number; body: string; headers?: Record<string, string> } | null

/** What goes wrong on request: before the effect, after it (so that nobody hears of it), or with an error of Stripe's. */
export type FaultKind = 'cut_before_effect' | 'cut_after_effect' | 'server_error' | 'rate_limited'
export type Fault = { operation: string; times: number; kind: FaultKind }

export type Call = { operation: string; idempotency_key: string | null; replayed: boolean }

/** The next answer to an operation is worked out at once, but sent only then. */
export type Hold = { operation: string; until: Promise<void> }

export type Api = {
  account: Account
  secret_key: string
  base_url: string
  faults: Fault[]
  holds: Hold[]
  calls: Call[]
}

/** Answers one request to `/v1/…` as Stripe would. */
export const answerApi = (api: Api, request: Request): Answer => {
  try {
    if (request.authorization !== `Bearer ${api.secret_key}`)
      throw new StripeRefusal(401, 'invalid_request_error', 'Invalid API Key provided: sk_test_****')
    return operate(api, request)
  } catch (error) {
    if (error instanceof StripeRefusal) return { status: error.status, body: JSON.stringify(error.body) }
    throw error
  }
}

const operate = (api: Api, request: Request): Answer => {
  const operation = operations.find(({ method, path }) => method === request.method && path.test(request.path))
  if (operation === undefined)
    throw new StripeRefusal(
      404,
      'invalid_request_error',
      `Unrecognized request URL (${request.method}: ${request.path}).`,
    )
  const fault = takeFault(api, operation.name)
  if (fault === 'cut_before_effect') return null
  if (fault === 'rate_limited')
    throw new StripeRefusal(429, 'invalid_request_error', 'Too many requests', { code: 'rate_limit' })
  if (fault === 'server_error') throw new StripeRefusal(500, 'api_error', 'An unknown error occurred')
  const key = request.method === 'POST' ? (request.idempotency_key ?? null) : null
  const earlier = key === null ? null : findAnswer(api, key, request)
  api.calls.push({ operation: operation.name, idempotency_key: key, replayed: earlier !== null })
  const answer = earlier ?? carryOut(api, operation, request)
  if (key !== null && earlier === null)
    api.account.state.answers[key] = { request: digestOf(request), status: answer.status, body: answer.body }
  return fault === 'cut_after_effect' ? null : answer
}

const carryOut = (api: Api, operation: (typeof operations)[number], request: Request) => {
  const id = operation.path.exec(request.path)?.[1] ?? ''
  const form = readForm(request.method === 'GET' ? request.query : request.body)
  const object = operation.answer({ account: api.account, base_url: api.base_url, id, form })
  return { status: 200, body: JSON.stringify(object) }
}

const findAnswer = (api: Api, key: string, request: Request) => {
  const earlier = api.account.state.answers[key]
  if (earlier === undefined) return null
  if (earlier.request !== digestOf(request))
    throw new StripeRefusal(
      400,
      'idempotency_error',
      `Keys for idempotent requests can only be used with the same parameters they were first used with (${key}).`,
    )
  return { status: earlier.status, body: earlier.body, headers: { 'idempotent-replayed': 'true' } }
}

const digestOf = ({ method, path, body }: Request) =>
  createHash('sha256').update(`${method} ${path}\n${body}`).digest('base64')

const takeFault = (api: Api, operation: string): FaultKind | null => {
  const fault = api.faults.find((one) => one.operation === operation && one.times > 0)
  if (fault === undefined) return null
  fault.times -= 1
  return fault.kind
}

/** What the answer to this request has to wait for. */
export const takeHold = (api: Api, request: Request): Promise<void> | null => {
  const operation = operations.find(({ method, path }) => method === request.method && path.test(request.path))
  const at = api.holds.findIndex((hold) => hold.operation === operation?.name)
  return at < 0 ? null : (api.holds.splice(at, 1)[0]?.until ?? null)
}
