import type { Clock } from '../../lib/clock.ts'
import { seededRandom } from '../../lib/random.ts'
import type { Answer, Cloud, SandboxRequest, SeedOptions, Settings, World } from './cloud.ts'
import { type Effect, isBillable } from './effect.ts'
import { createFaults, type Fault, type Faults } from './fault.ts'
import { createRouter, type Match } from './router.ts'
import { createSandboxClock } from './sandbox-clock.ts'
import { openStore } from './store.ts'

export type OpenCloudOptions = SeedOptions & {
  readonly state_dir: string
  readonly clock: Clock
  readonly settings: Partial<Settings>
  readonly url: string
}

/** What the server does with one request. `cut`: the connection ends without an answer; `hold`: after a long silence only. */
export type Outcome =
  | { readonly answer: Answer; readonly operation: string | null }
  | { readonly html: string }
  | { readonly cut: true; readonly hold: boolean }

export type OpenCloud = {
  readonly cloud: Cloud
  readonly world: World
  readonly faults: Faults
  readonly effects: () => readonly Effect[]
  /** Calls by operation since the start or the last `forgetCalls`. */
  readonly calls: () => Readonly<Record<string, number>>
  forgetCalls(): void
  change(settings: Partial<Settings>): void
  /** Lets time pass inside the cloud, up to now. */
  tick(): void
  /** Answers one request; its changes are on disk when this returns. */
  answer(request: Omit<SandboxRequest, 'params' | 'fault'>): Outcome
  close(): void
}

const defaults: Settings = { latency_ms: 0, action_ms: 2_000, calls_per_hour: 5_000, echo_secrets: false }

/** A cloud with its state, time, faults and ledger, without the network. */
export const openCloud = (cloud: Cloud, options: OpenCloudOptions): OpenCloud => {
  const store = openStore(options.state_dir)
  const numbers = store.table<number>('kit.numbers')
  const ledger = store.table<Effect>('kit.effects')
  const clock = createSandboxClock(options.clock, numbers)
  const faults = createFaults()
  const calls = new Map<string, number>()
  const wake = { at_ms: 0 }
  let settings: Settings = { ...defaults, ...cloud.settings, ...options.settings }
  const starts = (numbers.get('starts') ?? 0) + 1
  numbers.put('starts', starts)
  const world: World = {
    store,
    clock,
    random: seededRandom(options.seed * 1_000 + starts),
    url: options.url,
    get settings() {
      return settings
    },
    recordEffect: (kind, server_ref, detail) => {
      const seq = ledger.size + 1
      ledger.put(seq, { seq, at: clock.now(), kind, server_ref, billable: isBillable(kind), detail: detail ?? null })
    },
    wakeAt: (ms) => {
      wake.at_ms = Math.min(wake.at_ms, ms)
    },
  }
  const tick = () => {
    if (clock.nowMs() < wake.at_ms) return
    wake.at_ms = Number.POSITIVE_INFINITY
    cloud.tick(world)
    store.commit()
  }
  if (store.is_new) cloud.seed(world, options)
  store.commit()
  tick()
  const find = createRouter(cloud.routes)
  return {
    cloud,
    world,
    faults,
    tick,
    effects: () => [...ledger.all()],
    calls: () => Object.fromEntries(calls),
    forgetCalls: () => calls.clear(),
    change: (changed) => {
      settings = { ...settings, ...changed }
    },
    answer: (request) => {
      tick()
      const match = find(request.method, request.path)
      if (match === null) return { answer: cloud.refuse('not_found'), operation: null }
      const { operation } = match.route
      calls.set(operation, (calls.get(operation) ?? 0) + 1)
      const outcome = meet(cloud, world, faults, { ...request, params: match.params, fault: null }, match)
      store.commit()
      return outcome
    },
    close: () => store.close(),
  }
}

const meet = (cloud: Cloud, world: World, faults: Faults, request: SandboxRequest, match: Match): Outcome => {
  const { operation, handle } = match.route
  const refused = cloud.guard(request, world, operation)
  if (refused !== null) return { answer: refused, operation }
  const fault = faults.take(operation, Object.values(match.params))
  const happen = () => handle({ ...request, fault }, world)
  if (fault === null) return { answer: happen(), operation }
  const said = world.settings.echo_secrets ? `failed for ${secretsOf(request)}` : undefined
  return act(cloud, fault, happen, said) ?? { answer: happen(), operation }
}

/** Faults that every cloud acts out alike; null for those that its own handlers know. */
const act = (cloud: Cloud, fault: Fault, happen: () => Answer, said: string | undefined): Outcome | null => {
  const isAfter = fault.kind === 'timeout_after_effect' || fault.after_effect
  const isOurs = !['empty_list', 'half_list', 'locked', 'action_errors', 'action_hangs'].includes(fault.kind)
  if (!isOurs) return null
  if (isAfter) happen()
  const answer = (refused: Answer): Outcome => ({ answer: refused, operation: null })
  switch (fault.kind) {
    case 'timeout_after_effect':
    case 'timeout_before_effect':
      return { cut: true, hold: fault.hold }
    case 'html':
      return { html: `<!doctype html><title>Gateway</title><p>One moment. ${said ?? ''}</p>` }
    case 'unauthorized':
      return answer(cloud.refuse('unauthorized', said))
    case 'rate_limited': {
      const { headers, ...rest } = cloud.refuse('rate_limited', said)
      const after = fault.retry_after_seconds
      return answer({
        ...rest,
        headers: { ...headers, ...(after === undefined ? {} : { 'retry-after': String(after) }) },
      })
    }
    default:
      return answer(cloud.refuse('server_error', said))
  }
}

const secretsOf = ({ headers, body }: SandboxRequest) =>
  `${headers.authorization ?? ''} ${JSON.stringify(body ?? null)}`
