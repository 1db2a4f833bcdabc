import { type Backoff, backoffMs } from '../lib/backoff.ts'
import type { Random } from '../lib/random.ts'
import type { Wait } from '../lib/wait.ts'
import { judge } from './judge.ts'
import { type Failure, ProviderError } from './provider-error.ts'
import type { Call, Classify, Reply, Send } from './send.ts'

export type RetryOptions = {
  readonly classify: Classify
  readonly wait: Wait
  readonly random: Random
  /** Tries in all. */
  readonly attempts?: number
  /** Tries in all while the provider says that there are too many; more where it does not tell for how long. */
  readonly attempts_when_limited?: number
  readonly backoff?: Backoff
  /** Where the provider asks for a longer wait than this, the caller gets the refusal at once. */
  readonly longest_wait_ms?: number
}

/**
 * Sends a repeatable call again after a passing fault. A call that changes something goes out once, whatever happens: its
 * caller reads first and then decides.
 */
export const withRetry = (send: Send, options: RetryOptions): Send => {
  const { attempts = 4, attempts_when_limited = attempts, longest_wait_ms = 65_000 } = options
  const backoff = options.backoff ?? { first_ms: 500, max_ms: 8_000 }
  return async (call) => {
    if (!call.repeatable) return send(call)
    for (let failures = 1; ; failures++) {
      const outcome = await attempt(send, call, options.classify)
      const most = outcome.failure?.kind === 'rate_limited' ? attempts_when_limited : attempts
      if (failures >= most || !mayPass(outcome.failure)) return unwrap(outcome)
      const waitMs = outcome.failure?.retry_after_ms ?? backoffMs(failures, backoff, options.random.fraction())
      if (waitMs > longest_wait_ms) return unwrap(outcome)
      await options.wait(waitMs)
    }
  }
}

type Outcome =
  | { readonly reply: Reply; readonly failure: Failure | null }
  | { readonly error: ProviderError; readonly failure: Failure }

const attempt = async (send: Send, call: Call, classify: Classify): Promise<Outcome> => {
  try {
    const reply = await send(call)
    return { reply, failure: judge(classify, reply) }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { error, failure: error }
  }
}

const mayPass = (failure: Failure | null) => failure?.kind === 'retry' || failure?.kind === 'rate_limited'

const unwrap = (outcome: Outcome): Reply => {
  if ('error' in outcome) throw outcome.error
  return outcome.reply
}
