export const failureKinds = [
  /** A fault that may pass: time-out, network, 5xx, a reply that is no JSON. */
  'retry',
  /** Over the limit; see `retry_after_ms`. */
  'rate_limited',
  /** The credentials are refused. */
  'unauthorized',
  /** The credentials are good but lack a right. */
  'forbidden',
  /** Another change is under way on this server. */
  'locked',
  'not_found',
  /** The provider wants money first, or an order is unpaid. */
  'payment_required',
  /** This provider cannot do that at all. */
  'unsupported',
  /** Refused for good: the same request will be refused again. */
  'permanent',
] as const
export type FailureKind = (typeof failureKinds)[number]

export type Failure = {
  readonly kind: FailureKind
  /** `unknown`: the change may have happened all the same (a time-out, a cut connection, a 5xx). Read before anything else. */
  readonly effect: 'none' | 'unknown'
  readonly retry_after_ms: number | null
}

/** Why a provider did not do something, in words for people, without anything secret. */
export class ProviderError extends Error {
  readonly kind: FailureKind
  readonly effect: 'none' | 'unknown'
  readonly retry_after_ms: number | null
  /** HTTP status; null when no answer came. */
  readonly status: number | null

  constructor(message: string, failure: Failure & { status?: number | null; cause?: unknown }) {
    super(message, { cause: failure.cause })
    this.name = 'ProviderError'
    this.kind = failure.kind
    this.effect = failure.effect
    this.retry_after_ms = failure.retry_after_ms
    this.status = failure.status ?? null
  }
}
