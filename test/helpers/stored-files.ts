import type { Context } from '../../src/context.ts'
import type { UnitPrice } from '../../src/lib/money.ts'

type Stored = {
  server_id: string
  bytes: number
  /** Of a GB a month where they lie; null: nobody entered one. */
  price: UnitPrice | null
  /** What the daily records say from a day on. Default: nothing. */
  days?: readonly { day: string; bytes: number }[]
}

/** The repository of a server with a backup in it, in a location of its own, without asking anybody. */
export const newStoredFiles = async (
  { db, ids, clock }: Context,
  { server_id, bytes, price, days = [] }: Stored,
): Promise<{ repository_id: string; storage_location_id: string }> => {
  const now = clock.now()
  const times = { created_at: now, updated_at: now }
  const storage_location_id = ids.make('loc')
  const repository_id = ids.make('rep')
  await db
    .insertInto('storage_locations')
    .values({
      ...{ id: storage_location_id, name: storage_location_id, kind: 'disk', settings: '{"path":""}' },
      ...{ failure_domain: 'here', ...times },
      ...(price === null
        ? {}
        : { gb_month_micros: price.micros, gb_month_currency: price.currency, price_as_of: '2026-01-05' }),
    })
    .execute()
  await db
    .insertInto('repositories')
    .values({
      id: repository_id,
      server_id,
      storage_location_id,
      sealed_password: '',
      initialized_at: now,
      bytes,
      ...times,
    })
    .execute()
  const counts = { objects: 1, trash_bytes: 0, recovery_points: 1 }
  for (const one of days)
    await db
      .insertInto('repository_usage')
      .values({ repository_id, ...one, ...counts })
      .execute()
  await db.updateTable('servers').set({ file_points: 1 }).where('id', '=', server_id).execute()
  return { repository_id, storage_location_id }
}
