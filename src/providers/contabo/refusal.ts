import { type Failure, ProviderError } from '../provider-error.ts'
import type { Reply } from '../send.ts'

/** Header under which the session notes the id that Contabo knows this request by. */
export const requestIdHeader = 'x-request-id'

/** The sentence for Contabo's support at the end of a message. */
export const forSupport = (requestId: string | null): string =>
  requestId === null ? '' : ` Contabo's support finds this request by its id ${requestId}.`

/** An error for people out of a refusing answer. `doing` completes "Contabo refused …", such as "to take a snapshot". */
export const refusal = (reply: Reply, failure: Failure, doing: string): ProviderError => {
  const said = providerMessage(reply.body)
  const sentence = sentences[failure.kind](doing, said === null ? '' : ` It says: ${said}`, reply.status)
  return new ProviderError(sentence + forSupport(reply.headers.get(requestIdHeader)), {
    ...failure,
    status: reply.status,
  })
}

const sentences: Readonly<Record<Failure['kind'], (doing: string, said: string, status: number) => string>> = {
  retry: (doing, said, status) => `Contabo failed ${doing} (status ${status}).${said}`,
  rate_limited: (doing) => `Contabo gets too many requests and refused ${doing}. It goes on by itself after a pause.`,
  unauthorized: (_doing, said) =>
    `Contabo refuses the stored credentials.${said} Check client id, client secret, API user and API password under my.contabo.com/api/details and store them again.`,
  forbidden: (doing, said) =>
    `Contabo refused ${doing}: the API user's role does not allow it.${said} Extend the role in the Contabo panel, or use another API user.`,
  locked: (doing, said) =>
    `Contabo refused ${doing}, for it conflicts with another change or another thing there.${said}`,
  not_found: (doing, said) => `Contabo refused ${doing}: it knows no such thing.${said}`,
  payment_required: (doing, said) =>
    `Contabo wants a payment first and refused ${doing}.${said} Pay the open order in the Contabo panel, then try again.`,
  unsupported: (doing) => `Contabo's API cannot do that: it offers no way ${doing}.`,
  permanent: (doing, said, status) => `Contabo refused ${doing} (status ${status}).${said}`,
}

/** `{"statusCode": 400, "message": "…"}`; the message is a list where several fields are wrong. */
const providerMessage = (body: unknown): string | null => {
  if (typeof body !== 'object' || body === null || !('message' in body)) return null
  const { message } = body
  const text = Array.isArray(message) ? message.filter((part) => typeof part === 'string').join('; ') : message
  if (typeof text !== 'string' || text.trim() === '') return null
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 300)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
