import type { Clock } from '../../lib/clock.ts'
import type { StripeEvent } from './objects.ts'
import type { State, Store } from './state.ts'

/** The version whose shapes `objects.ts` has. */
const apiVersion = '2026-10-28.endive'

export type Account = {
  readonly state: State
  /** Seconds since the epoch, as Stripe counts. */
  now(): number
  id(prefix: string): string
  /** Something happened: keeps the event, with the object as it is now, and sends it. */
  tell(type: string, object: object): void
}

export const createAccount = (store: Store, clock: Clock, emit: (event: StripeEvent) => void): Account => {
  const { state } = store
  const now = () => Math.floor(clock.nowMs() / 1_000)
  const id = (prefix: string) => {
    state.last_number += 1
    return `${prefix}_sandbox${String(state.last_number).padStart(10, '0')}`
  }
  return {
    state,
    now,
    id,
    tell: (type, object) => {
      const event: StripeEvent = {
        id: id('evt'),
        object: 'event',
        api_version: apiVersion,
        created: now(),
        livemode: false,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type,
        data: { object: structuredClone(object) },
      }
      state.events.push(event)
      store.save()
      emit(event)
    },
  }
}
