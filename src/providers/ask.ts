import type { z } from 'zod'
import type { Redact } from '../lib/redact.ts'
import { changedError } from './changed-error.ts'
import { judge } from './judge.ts'
import { type Failure, type FailureKind, ProviderError } from './provider-error.ts'
import type { Call, Classify, Reply, Send } from './send.ts'

/** What an adapter needs to turn replies into facts or refusals. */
export type AskOptions = {
  readonly label: string
  readonly send: Send
  readonly classify: Classify
  /** The provider's own words in a refusing body; null when there are none. */
  readonly said: (body: unknown) => string | null
  readonly redact: Redact
  /** What the provider's support needs to find a call, out of its answer's headers: put at the end of messages. */
  readonly trace?: (headers: Headers) => string
}

/** Sends a call and reads the answer by the schema. Throws ProviderError for every other end. */
export type Ask = <T>(call: Call, schema: z.ZodType<T>) => Promise<T>

export const createAsk = (options: AskOptions): Ask => {
  const { label, send, classify, trace } = options
  return async (call, schema) => {
    const reply = await send(call)
    const traced = (error: ProviderError) =>
      trace === undefined ? error : changedError(error, { message: error.message + trace(reply.headers) })
    const failure = judge(classify, reply)
    if (failure?.kind === 'retry' && reply.body === undefined) throw traced(notJson(label, call, reply.status))
    if (failure !== null) throw traced(refusal(options, call, reply, failure))
    const parsed = schema.safeParse(reply.body)
    if (parsed.success) return parsed.data
    throw traced(unreadable(label, call, reply.status, parsed.error.issues[0]?.path.join('.') ?? ''))
  }
}

const effectOf = (call: Call) => (call.method === 'GET' ? 'none' : 'unknown')

const notJson = (label: string, call: Call, status: number) =>
  new ProviderError(
    `${label} answered with a page instead of data. A proxy may be in between; check the endpoint if you set one.`,
    { kind: 'retry', effect: effectOf(call), retry_after_ms: null, status },
  )

const unreadable = (label: string, call: Call, status: number, where: string) =>
  new ProviderError(
    `${label} answered ${call.operation} in a form that Backstay does not know${where && ` (${where})`}.`,
    {
      kind: 'permanent',
      effect: effectOf(call),
      retry_after_ms: null,
      status,
    },
  )

const refusal = ({ label, said, redact }: AskOptions, call: Call, reply: Reply, failure: Failure) => {
  const words = said(reply.body)
  const quote = words === null ? '' : ` ${label} says: ${redact(words).slice(0, 300)}`
  return new ProviderError(`${sentences[failure.kind](label, reply.status, failure)}${quote}`, {
    ...failure,
    effect: failure.effect === 'unknown' ? effectOf(call) : 'none',
    status: reply.status,
  })
}

const sentences: Readonly<Record<FailureKind, (label: string, status: number, failure: Failure) => string>> = {
  retry: (label, status) => `${label} failed to answer (status ${status}). This usually passes; try again in a minute.`,
  rate_limited: (label, _status, { retry_after_ms }) =>
    `The limit on calls to ${label} is reached. Try again in ${retry_after_ms === null ? 'a minute' : `${Math.ceil(retry_after_ms / 1_000)} seconds`}.`,
  unauthorized: (label) => `${label} refused the credentials. Enter new ones under Provider accounts.`,
  forbidden: (label) => `The credentials for ${label} do not include the right to do this. Give them that right there.`,
  locked: (label) => `${label} is busy with another change on this server. Try again when it is done.`,
  not_found: (label) => `${label} does not have this any more.`,
  payment_required: (label) => `${label} wants a payment settled first. Look at the account's billing there.`,
  unsupported: (label) => `${label} cannot do this.`,
  permanent: (label, status) => `${label} refused this (status ${status}).`,
}

/** For methods that the capabilities rule out. */
export const unsupported = (label: string, what: string): ProviderError =>
  new ProviderError(`${label} cannot ${what} through its API. Use the provider's panel.`, {
    kind: 'unsupported',
    effect: 'none',
    retry_after_ms: null,
  })
