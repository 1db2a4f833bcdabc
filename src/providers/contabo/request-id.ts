/** The header that Contabo wants on every call, a UUID of version 4 that is never used twice. */
export const requestIdHeader = 'x-request-id'

/** The id that an answer was asked under, as the session noted it there. */
export const requestIdOf = (headers: Headers): string | null => headers.get(requestIdHeader)

/** The sentence for Contabo's support at the end of a message; empty without an id. */
export const sayForSupport = (requestId: string | null): string =>
  requestId === null ? '' : ` Contabo's support finds this request by its id ${requestId}.`
