import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Customer, Invoice, PortalSession, Price, Session, StripeEvent, Subscription, Wish } from './objects.ts'

/** Everything that the sandbox account holds. Plain JSON, so that it survives a restart in a file. */
export type State = {
  last_number: number
  prices: Record<string, Price>
  customers: Record<string, Customer>
  subscriptions: Record<string, Subscription>
  invoices: Record<string, Invoice>
  sessions: Record<string, Session>
  wishes: Record<string, Wish>
  portal_sessions: Record<string, PortalSession>
  /** Newest last; kept for looking at. */
  events: StripeEvent[]
  /** Answers by Idempotency-Key, given again as they were. */
  answers: Record<string, { request: string; status: number; body: string }>
}

const empty = (): State => ({
  last_number: 0,
  prices: {},
  customers: {},
  subscriptions: {},
  invoices: {},
  sessions: {},
  wishes: {},
  portal_sessions: {},
  events: [],
  answers: {},
})

export type Store = { readonly state: State; save(): void }

/** The account's state; with a file it is read from there, and every change is written to it. */
export const openStore = (file: string | null): Store => {
  // Only this program writes the file.
  const state: State = file !== null && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : empty()
  return {
    state,
    save: () => {
      if (file === null) return
      writeFileSync(`${file}.new`, JSON.stringify(state))
      renameSync(`${file}.new`, file)
    },
  }
}
