import { systemWait } from '../../../src/lib/wait.ts'
import type { ProviderName } from '../../../src/providers/provider.ts'
import type { Chance } from '../fault-counts.ts'
import type { Step } from './steps.ts'
import type { Moment } from './watched-proxy.ts'

/** How long a call waits at its step for those of the other clouds, where nothing else is said. */
const usualGraceMs = 2_500
/** So much time may pass meanwhile for what is stored: less than a lease, whose holder stands still. */
const mostSeconds = 120

type Hit = Pick<Step, 'name' | 'moment'>
type Held = { readonly hit: Hit; readonly call: object; readonly out: PromiseWithResolvers<void>; isOut: boolean }
type Volley = {
  readonly held: Map<ProviderName, Held>
  /** All are here, or were waited for long enough. */
  readonly closed: PromiseWithResolvers<void>
  readonly struck: Promise<void>
  isClosed: boolean
  seconds: number
}

/** Steps at which the product is to die. One kill hits a step at each cloud, where these come to one within a moment of each other. */
export type Volleys = {
  onCall(provider: ProviderName, operation: string, moment: Moment, call: object): Promise<'cut' | 'go on'>
  /** Whether this cloud has a step still to come. */
  isLeft(provider: ProviderName): boolean
  /** Whether calls wait for the kill. */
  isHolding(): boolean
  /** Whether so many seconds may pass for what is stored; counts them. */
  mayPass(seconds: number): boolean
}

type Options = {
  readonly chance: Chance
  /** After the first kill, so many calls that are no step are let through, and the next one is one; 0: none is. */
  readonly anywhereAfter: number
  readonly graceMs?: number
  /** Kills the product. */
  readonly strike: (hits: readonly string[]) => Promise<void>
}

/** The steps that are still to come. */
const armOf = (steps: readonly Step[], { chance, anywhereAfter }: Pick<Options, 'chance' | 'anywhereAfter'>) => {
  const armed = new Set(steps.map((step) => ({ ...step, skip: chance.below(3) === 0 ? 1 : 0 })))
  let anywhere = anywhereAfter
  return {
    isLeft: (provider: ProviderName) => [...armed].some((step) => step.provider === provider),
    areAllIn: (clouds: { has(provider: ProviderName): boolean }) =>
      [...armed].every((step) => clouds.has(step.provider)),
    /** Takes the step that this call is at. A kill after the answer has to be ready before it. */
    take: (provider: ProviderName, operation: string, moment: Moment): Hit | null => {
      const own = [...armed].filter((step) => step.provider === provider && step.operation === operation)
      const step =
        own.find((one) => one.moment === moment) ??
        (moment === 'before answer' ? own.find((one) => one.moment === 'after answer') : undefined)
      if (step === undefined) {
        const isOne = armed.size < steps.length && anywhere > 0 && --anywhere === 0
        return isOne ? { name: 'a second time, anywhere', moment } : null
      }
      if (step.skip > 0) {
        step.skip -= 1
        return null
      }
      armed.delete(step)
      return step
    },
  }
}

export const createVolleys = (steps: readonly Step[], options: Options): Volleys => {
  const { chance, strike, graceMs = usualGraceMs } = options
  const armed = armOf(steps, options)
  let volley: Volley | null = null

  const strikeAll = async (held: Volley['held']): Promise<void> => {
    const late = [...held.values()].filter(({ hit }) => hit.moment === 'after answer')
    await Promise.race([Promise.all(late.map(({ out }) => out.promise)), systemWait(graceMs)])
    if (late.length > 0) await systemWait(chance.below(60))
    const there = [...held.values()].filter(({ hit, isOut }) => hit.moment !== 'after answer' || isOut)
    await strike(there.map(({ hit }) => hit.name))
    volley = null
  }

  const open = (): Volley => {
    const held: Volley['held'] = new Map()
    const closed = Promise.withResolvers<void>()
    const struck = Promise.race([closed.promise, systemWait(graceMs)]).then(() => {
      opened.isClosed = true
      closed.resolve()
      return strikeAll(held)
    })
    const opened: Volley = { held, closed, struck, isClosed: false, seconds: 0 }
    return opened
  }

  return {
    isLeft: armed.isLeft,
    isHolding: () => volley !== null,
    mayPass: (seconds) => {
      if (volley === null) return true
      volley.seconds += seconds
      return volley.seconds <= mostSeconds
    },
    onCall: async (provider, operation, moment, call) => {
      if (moment === 'after answer') {
        const held = volley?.held.get(provider)
        if (held?.call === call) {
          held.isOut = true
          held.out.resolve()
        }
        return 'go on'
      }
      if (volley?.isClosed === true || volley?.held.has(provider) === true) return 'go on'
      const hit = armed.take(provider, operation, moment)
      if (hit === null) return 'go on'
      volley ??= open()
      const { held, closed, struck } = volley
      held.set(provider, { hit, call, out: Promise.withResolvers<void>(), isOut: false })
      if (armed.areAllIn(held)) closed.resolve()
      await (hit.moment === 'after answer' ? closed.promise : struck)
      return hit.moment === 'after answer' ? 'go on' : 'cut'
    },
  }
}
