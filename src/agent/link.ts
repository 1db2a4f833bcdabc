import type { z } from 'zod'
import { AgentError, protocolHeader, protocolVersion } from '../agent-protocol/messages.ts'

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
export const createLink = (options: { server_url: string; bearer: string; fetch: typeof globalThis.fetch }): Link => ({
  post: async (path, body, { reply, timeout_ms, signal }) => {
    const limits = [AbortSignal.timeout(timeout_ms), ...(signal ? [signal] : [])]
    const response = await answerTo(`${options.server_url}${path}`, {
      fetch: options.fetch,
      init: {
        method: 'POST',
        redirect: 'error',
        headers: {
          authorization: `Bearer ${options.bearer}`,
          'content-type': 'application/json',
          [protocolHeader]: String(protocolVersion),
        },
        body: JSON.stringify(storable(body)),
        signal: AbortSignal.any(limits),
      },
    })
    if (!response.ok) throw refusal(response)
    // Asked for nothing: then nothing is what the caller's type says.
    if (reply === null) return undefined as never
    const parsed = reply.safeParse(parseJson(response.text))
    if (parsed.success) return parsed.data
    throw new LinkError('unreachable', 'The server answered something else than this agent understands.', {
      retry: true,
      cause: parsed.error,
    })
  },
})

type Answer = { ok: boolean; status: number; text: string }

const answerTo = async (
  url: string,
  { fetch, init }: { fetch: typeof globalThis.fetch; init: RequestInit },
): Promise<Answer> => {
  try {
    const response = await fetch(url, init)
    return { ok: response.ok, status: response.status, text: await response.text() }
  } catch (cause) {
    throw new LinkError('unreachable', `The server could not be reached: ${reasonOf(cause)}.`, { retry: true, cause })
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message
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
