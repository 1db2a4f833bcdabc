export type FieldProblem = { path: string; message: string }

/**
 * A refusal by the server, or no answer at all (status 0). `message` is a sentence for people
 * that already says what to do next, so it is shown as it is.
 */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly details: unknown
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null

  constructor(from: {
    status: number
    code: string
    message: string
    details?: unknown
    requestId?: string | null
    retryAfterSeconds?: number | null
  }) {
    super(from.message)
    this.name = 'ApiError'
    this.status = from.status
    this.code = from.code
    this.details = from.details
    this.requestId = from.requestId ?? null
    this.retryAfterSeconds = from.retryAfterSeconds ?? null
  }

  /** Nobody answered, or the part that would answer is not ready yet: the same request may work in a moment. */
  get isOutage(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}
