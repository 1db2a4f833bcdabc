import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { beforeCommit } from '../db/transaction.ts'
import { insertEvents, type NewEvent } from './queries.ts'

/** Events of open transactions: they are written together, last. */
const waiting = new WeakMap<Db, NewEvent[]>()

/** Tells open pages, in every process, that something changed; takes effect when the caller's transaction commits. */
export const publishEvent = async (
  { db, clock }: Services,
  event: { topic: string; organization_id: string | null; entity_id: string; user_id?: string | null },
): Promise<void> => {
  const written = { user_id: null, ...event, at: clock.now() }
  const together = waiting.get(db)
  if (together !== undefined) {
    together.push(written)
    return
  }
  const events = [written]
  if (db.isTransaction) waiting.set(db, events)
  await beforeCommit(db, async () => {
    waiting.delete(db)
    await insertEvents(db, events)
  })
}
