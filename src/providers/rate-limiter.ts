import type { Wait } from '../lib/wait.ts'
import { type CallGateOptions, createCallGate, type RateLimitSeen, type RateLimitState } from './call-gate.ts'
import { ProviderError } from './provider-error.ts'
import type { Call } from './send.ts'

export type RateLimiterOptions = CallGateOptions & {
  readonly label: string
  readonly wait: Wait
  /** A read that would wait longer is refused as rate limited. */
  readonly longest_wait_ms?: number
  /** A change is refused much sooner: nobody may believe it given up while it still waits here to go out. */
  readonly longest_change_wait_ms?: number
}

/** One per account: all calls with the same credentials share the provider's limit. */
export type RateLimiter = {
  /** Resolves when a call may go out. Changes go ahead of reads, so that a sync does not delay a person. */
  take(urgent: boolean, call?: Call): Promise<void>
  /** After each reply. `call` matters where a provider counts kinds of calls apart (Linode). */
  saw(status: number, seen: RateLimitSeen, call?: Call): void
  state(): RateLimitState
}

type Waiting = {
  readonly urgent: boolean
  readonly until_ms: number
  readonly go: () => void
  readonly refuse: (error: unknown) => void
}

export const createRateLimiter = (options: RateLimiterOptions): RateLimiter => {
  const { label, clock, wait, longest_wait_ms = 90_000, longest_change_wait_ms = 10_000 } = options
  const gate = createCallGate(options)
  let waiting: Waiting[] = []
  let isPumping = false

  const refuseImpatient = (delayMs: number) => {
    const goesAtMs = clock.nowMs() + delayMs
    const impatient = waiting.filter(({ until_ms }) => until_ms < goesAtMs)
    waiting = waiting.filter(({ until_ms }) => until_ms >= goesAtMs)
    for (const { refuse } of impatient) refuse(limitReached(label, delayMs))
  }

  const pump = async () => {
    while (waiting.length > 0) {
      const delayMs = gate.delayMs()
      if (delayMs > 0) {
        refuseImpatient(delayMs)
        if (waiting.length > 0) await wait(delayMs)
        continue
      }
      const next = waiting.find(({ urgent }) => urgent) ?? waiting[0]
      waiting = waiting.filter((one) => one !== next)
      gate.went()
      next?.go()
    }
    // Here and not after an await: whoever comes in between would find nobody at work and nobody to begin.
    isPumping = false
  }

  const start = () => {
    isPumping = true
    pump().catch((error: unknown) => {
      isPumping = false
      for (const { refuse } of waiting.splice(0)) refuse(error)
    })
  }

  return {
    take: (urgent) =>
      new Promise((go, refuse) => {
        const until_ms = clock.nowMs() + (urgent ? longest_change_wait_ms : longest_wait_ms)
        waiting.push({ urgent, until_ms, go, refuse })
        if (!isPumping) start()
      }),
    saw: gate.saw,
    state: gate.state,
  }
}

const limitReached = (label: string, delayMs: number) =>
  new ProviderError(
    `The limit on calls to ${label} is reached. The next one can go out in ${Math.ceil(delayMs / 1_000)} seconds.`,
    { kind: 'rate_limited', effect: 'none', retry_after_ms: delayMs },
  )
