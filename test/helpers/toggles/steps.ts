import fc from 'fast-check'
import { type FaultKind, faultKinds } from '../../../src/sandbox/kit/fault.ts'
import { type BillingChange, billingChanges, type Delivery, deliveries } from './stripe-side.ts'

/** One thing that happens; what it cannot be done to at that moment is left out. */
export type Step =
  | { do: 'toggle'; server: number; enable: boolean }
  | {
      do: 'toggle_many'
      toggles: readonly { server: number; enable: boolean }[]
      beside: 'nothing' | 'sync' | 'panel' | 'work' | 'entitlement'
    }
  | { do: 'bulk'; servers: readonly number[]; enable: boolean }
  | { do: 'places'; change: 'lapse' | 'grant' | 'fewer' | 'more' }
  | { do: 'webhook'; change: BillingChange; delivery: Delivery }
  | { do: 'sync' }
  | { do: 'work' }
  | { do: 'fault'; kind: FaultKind; on: 'change' | 'read' | 'list'; times: number; server: number; meets: boolean }
  | { do: 'panel'; act: 'enable_backups' | 'disable_backups' | 'lock' | 'unlock'; server: number }
  | { do: 'time'; seconds: number }
  | { do: 'crash'; at: number; during: Step }

/** Of something that happened. */
export const isTrue = (delivery: Delivery) => delivery !== 'forged' && delivery !== 'stale'

/** By what it is told apart in the count of hits. */
export const nameOf = (step: Step): string => {
  if (step.do === 'toggle') return step.enable ? 'toggle on' : 'toggle off'
  if (step.do === 'toggle_many') return `toggles at once, beside ${step.beside}`
  if (step.do === 'fault') return `fault ${step.kind} on ${step.on}`
  if (step.do === 'panel') return `panel ${step.act}`
  if (step.do === 'places') return `places: ${step.change}`
  if (step.do === 'webhook') return isTrue(step.delivery) ? `Stripe: ${step.change}` : `told: ${step.delivery}`
  if (step.do === 'crash') return `crash during ${step.during.do}`
  if (step.do === 'time') return `time: ${step.seconds} s`
  return step.do
}

export const timesOf = [4, 40, 400, 1_000] as const

const arbitraries = (servers: number) => {
  const server = fc.nat(servers - 1)
  const toggle = fc.record({ do: fc.constant('toggle' as const), server, enable: fc.boolean() })
  const many = fc.record({
    do: fc.constant('toggle_many' as const),
    toggles: fc.array(fc.record({ server, enable: fc.boolean() }), { minLength: 2, maxLength: 5 }),
    beside: fc.constantFrom(
      'nothing' as const,
      'sync' as const,
      'panel' as const,
      'work' as const,
      'entitlement' as const,
    ),
  })
  const bulk = fc.record({
    do: fc.constant('bulk' as const),
    servers: fc.uniqueArray(server, { minLength: 1, maxLength: 4 }),
    enable: fc.boolean(),
  })
  const fault = fc
    .record({
      do: fc.constant('fault' as const),
      kind: fc.constantFrom(...faultKinds),
      on: fc.constantFrom('change' as const, 'change' as const, 'read' as const),
      times: fc.constantFrom(1, 1, 2, 6),
      server,
      /** Something is asked at once that meets it. */
      meets: fc.constantFrom(true, true, false),
    })
    .map((one) => ({ ...one, on: whereItHappens(one.kind, one.on) }))
  const panel = fc.record({
    do: fc.constant('panel' as const),
    act: fc.constantFrom('enable_backups' as const, 'disable_backups' as const, 'lock' as const, 'unlock' as const),
    server,
  })
  const places = fc.record({
    do: fc.constant('places' as const),
    change: fc.constantFrom(
      'lapse' as const,
      'grant' as const,
      'grant' as const,
      'grant' as const,
      'fewer' as const,
      'more' as const,
    ),
  })
  const webhook = fc.record({
    do: fc.constant('webhook' as const),
    change: fc.constantFrom('buy' as const, 'buy' as const, ...billingChanges),
    delivery: fc.constantFrom(...deliveries),
  })
  const sync = fc.constant({ do: 'sync' as const })
  const work = fc.constant({ do: 'work' as const })
  const time = fc.record({ do: fc.constant('time' as const), seconds: fc.constantFrom(...timesOf) })
  return { toggle, many, bulk, fault, panel, places, webhook, sync, work, time }
}

const whereItHappens = (kind: FaultKind, on: 'change' | 'read'): 'change' | 'read' | 'list' => {
  if (kind === 'empty_list' || kind === 'half_list') return 'list'
  return kind === 'locked' || kind === 'action_errors' || kind === 'action_hangs' ? 'change' : on
}

export const anySteps = (servers: number): fc.Arbitrary<Step[]> => {
  const { toggle, many, bulk, fault, panel, places, webhook, sync, work, time } = arbitraries(servers)
  const crash = fc.record({
    do: fc.constant('crash' as const),
    at: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 110 })),
    during: fc.oneof(toggle, toggle, many, bulk, webhook, sync, work, work),
  })
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: toggle },
    { weight: 4, arbitrary: many },
    { weight: 2, arbitrary: bulk },
    { weight: 12, arbitrary: fault },
    { weight: 3, arbitrary: panel },
    { weight: 3, arbitrary: places },
    { weight: 8, arbitrary: webhook },
    { weight: 2, arbitrary: sync },
    { weight: 3, arbitrary: work },
    { weight: 3, arbitrary: time },
    { weight: 6, arbitrary: crash },
  )
  return fc.array(step, { minLength: 16, maxLength: 36, size: 'max' })
}
