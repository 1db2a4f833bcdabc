import { changedError } from '../changed-error.ts'
import { ProviderError } from '../provider-error.ts'
import type { Call, Reply, Send } from '../send.ts'
import { requestIdHeader, sayForSupport } from './request-id.ts'
import type { TokenSource } from './token-source.ts'

/**
 * Adds what every call to Contabo carries: a token, and an `x-request-id` of its own. A refused token is renewed once; that is no
 * repetition of a change, since a refused call did nothing. It belongs below the wrapper that repeats calls, so that each
 * repetition gets its own id. Answers carry the id they were asked under.
 */
export const withSession = (
  send: Send,
  { tokens, requestId }: { tokens: TokenSource; requestId: () => string },
): Send => {
  const once = async (call: Call, token: string): Promise<Reply> => {
    const id = requestId()
    const headers = { ...call.headers, authorization: `Bearer ${token}`, [requestIdHeader]: id }
    const reply = await send({ ...call, headers }).catch((error: unknown) => {
      throw error instanceof ProviderError ? changedError(error, { message: error.message + sayForSupport(id) }) : error
    })
    const told = new Headers(reply.headers)
    told.set(requestIdHeader, id)
    return { ...reply, headers: told }
  }

  return async (call) => {
    const token = await tokens.current()
    const reply = await once(call, token)
    return reply.status === 401 ? once(call, await tokens.instead(token)) : reply
  }
}
