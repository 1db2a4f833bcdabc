import type { z } from 'zod'
import { AgentError, protocolHeader, protocolVersion } from '../agent-protocol/messages.ts'
import type { Answer, Send } from './send.ts'

/** The server did not do what it was asked: an answer with its code, or (`unreachable`) none that can be understood. */
export class LinkError extends Error {
  readonly code: string
  /** Whether the same request may be answered well in a while. */
  readonly retry: boolean
  constructor(code: string, message: string, options: { retry: boolean; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.name = 'LinkError'
    this.code = code
    this.retry = options.retry
  }
}

export type Link = {
  /** Sends JSON and reads the answer by its schema; null where there is none to read. Throws a LinkError. */
  post<Reply>(
    path: string,
    body: unknown,
    options: { reply: z.ZodType<Reply> | null; timeout_ms: number; signal?: AbortSignal },
  ): Promise<Reply>
}

/** Calls to the server, always from here to there. */
export const createLink = (options: { server_url: string; bearer: string; send: Send }): Link => ({
  post: async (path, body, { reply, timeout_ms, signal }) => {
    const limits = [AbortSignal.timeout(timeout_ms), ...(signal ? [signal] : [])]
    const headers = {
      authorization: `Bearer ${options.bearer}`,
      'content-type': 'application/json',
      [protocolHeader]: String(protocolVersion),
    }
    const request = { headers, body: JSON.stringify(storable(body)), signal: AbortSignal.any(limits) }
    const answer = await options.send(`${options.server_url}${path}`, request).catch((cause: unknown) => {
      throw new LinkError('unreachable', `The server could not be reached: ${reasonOf(cause)}.`, { retry: true, cause })
    })
    if (answer.status < 200 || answer.status > 299) throw refusal(answer)
    // Asked for nothing: then nothing is what the caller's type says.
    if (reply === null) return undefined as never
    const parsed = reply.safeParse(parseJson(answer.text))
    if (parsed.success) return parsed.data
    throw new LinkError('unreachable', 'The server answered something else than this agent understands.', {
      retry: true,
      cause: parsed.error,
    })
  },
})

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return inner instanceof Error && inner.message !== '' ? inner.message : error.message
}

const refusal = ({ status, text }: Answer): LinkError => {
  const parsed = AgentError.safeParse(parseJson(text))
  if (parsed.success) {
    const { code, message } = parsed.data.error
    return new LinkError(code, message, { retry: status >= 500 || status === 429 })
  }
  // Not from Backstay: a proxy, or something else at this address.
  return new LinkError('unreachable', `What stands at the server's address answered ${status} and is not Backstay.`, {
    retry: true,
  })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Names of files can hold what the server's database cannot: NUL, and halves of surrogate pairs. */
const storable = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed()
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, storable(part)]))
}
