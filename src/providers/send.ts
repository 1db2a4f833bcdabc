import type { Failure } from './provider-error.ts'

/** One HTTP request to a provider. */
export type Call = {
  /** Such as `listDroplets`, for logs and metrics. */
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the account's base URL, such as `/v2/droplets`; or a whole URL. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as a form, for token requests. */
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** May be sent again without harm. Reads always; changes never, unless the provider says so. */
  readonly repeatable: boolean
}

/** An answer, whatever its status. */
export type Reply = {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON; null for an empty body; undefined when the body is no JSON at all (a proxy's page). */
  readonly body: unknown
}

/**
 * Sends one call. Throws ProviderError when no answer came. Wrappers of the same type add rate limit, retry, logging, metrics
 * and credentials; adapters see just this.
 */
export type Send = (call: Call) => Promise<Reply>

/** What a refusing reply means; null when it is none. Each adapter has its own. */
export type Classify = (reply: Reply) => Failure | null
