import { z } from 'zod'
import type { Clock } from '../../lib/clock.ts'
import { createRedact } from '../../lib/redact.ts'
import type { RateLimitSeen } from '../call-gate.ts'
import type { Failure, FailureKind } from '../provider-error.ts'
import type { Classify, Reply } from '../send.ts'
import { retryAfterMs } from '../with-rate-limit.ts'

/** By Hetzner's own codes, which say more than the statuses: 403 alone can be a right, a limit or a protected server. */
const byCode: Readonly<Record<string, FailureKind>> = {
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  token_readonly: 'forbidden',
  not_found: 'not_found',
  rate_limit_exceeded: 'rate_limited',
  // "The item you are trying to access is locked (there is already an Action running)"
  locked: 'locked',
  // "The resource has changed during the request, please retry": another change came in between, and this one did not happen.
  conflict: 'locked',
  protected: 'permanent',
  uniqueness_error: 'permanent',
  resource_limit_exceeded: 'permanent',
  resource_unavailable: 'permanent',
  placement_error: 'permanent',
  maintenance: 'retry',
  unavailable: 'retry',
  service_error: 'retry',
}

const byStatus: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorized',
  402: 'payment_required',
  403: 'forbidden',
  404: 'not_found',
  408: 'retry',
  410: 'not_found',
  423: 'locked',
  429: 'rate_limited',
}

const errorSchema = z.object({ error: z.object({ code: z.string().catch(''), message: z.string().catch('') }) })

const errorOf = (body: unknown) => errorSchema.safeParse(body).data?.error ?? null

const kindOf = ({ status, body }: Reply): FailureKind => {
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'retry'
  return byCode[errorOf(body)?.code ?? ''] ?? byStatus[status] ?? 'permanent'
}

export const createClassify =
  (clock: Clock): Classify =>
  (reply) => {
    if (reply.status >= 200 && reply.status < 300) return null
    const kind = kindOf(reply)
    return {
      kind,
      effect: kind === 'retry' ? 'unknown' : 'none',
      retry_after_ms: retryAfterMs(reply.headers, clock.nowMs()),
    } satisfies Failure
  }

/** `{"error":{"code":"not_found","message":"…"}}`, as a sentence and without a password of root that the same body tells. */
export const wordsOf = (body: unknown): string | null => {
  const message = errorOf(body)?.message ?? ''
  return message === '' ? null : createRedact(passwordsIn(body))(message).replace(/[.\s]*$/, '.')
}

const passwordsIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, entry]) =>
        key === 'root_password' && typeof entry === 'string' ? [entry] : passwordsIn(entry),
      )

export const readRateLimit =
  (clock: Clock) =>
  ({ headers }: Reply): RateLimitSeen => {
    const reset = numberOf(headers, 'ratelimit-reset')
    return {
      limit: numberOf(headers, 'ratelimit-limit'),
      remaining: numberOf(headers, 'ratelimit-remaining'),
      // When the whole limit is there again. Calls come back one by one before that.
      reset_at_ms: reset === null ? null : reset * 1_000,
      retry_after_ms: retryAfterMs(headers, clock.nowMs()),
    }
  }

const numberOf = (headers: Headers, name: string): number | null => {
  const text = headers.get(name)
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}
