import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Services } from '../context.ts'
import type { VisitRow } from '../repositories/journal-queries.ts'
import type { ObjectRef } from '../storage/object-store.ts'
import type { Stores } from '../storage/stores.ts'
import type { Answer } from './answers.ts'

/** One request of somebody who is known, about one object. A handler answers itself, or says what to answer. */
export type Exchange = {
  readonly services: Services
  readonly stores: Stores
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly credential_id: string
  readonly visit: VisitRow
  /** Bytes that went in or out, for the metrics. */
  count(direction: 'in' | 'out', bytes: number): void
}

export type ObjectHandler = (exchange: Exchange, ref: ObjectRef) => Promise<Answer | null>
