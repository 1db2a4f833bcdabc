import { sql } from 'kysely'
import type { Services } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'

/** Forgets replies that are too old to be replayed. */
export const removeOldIdempotencyKeys = async ({ db, clock }: Services): Promise<void> => {
  await sql`delete from idempotency_keys where created_at < ${isoPlusMs(clock.now(), -dayMs)}`.execute(db)
}
