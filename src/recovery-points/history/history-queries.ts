import { type Insertable, sql } from 'kysely'
import { anyOf } from '../../db/any-of.ts'
import type { Db } from '../../db/database.ts'
import type { Database } from '../../db/tables.gen.ts'
import type { KnownPoint } from './compare-history.ts'

export type HistoryRow = KnownPoint & { server_id: string }

/**
 * What is on record of these servers' images, held until the end of the transaction: two readings never write at once. Those that went
 * long ago are left out, since no list shows them any more.
 */
export const lockImagesAcrossOrganizations = async (
  db: Db,
  serverIds: readonly string[],
  refs: readonly string[],
): Promise<HistoryRow[]> => {
  const { rows } = await sql<HistoryRow>`
    select id, server_id, method, ref, taken_at, state, size_bytes, provider_expires_at, missing_since
    from recovery_points
    where server_id = ${anyOf(serverIds)} and method <> 'files' and (state = 'available' or ref = ${anyOf(refs)})
    order by id for update`.execute(db)
  return rows
}

export const insertImages = (db: Db, rows: readonly Insertable<Database['recovery_points']>[]) =>
  db
    .insertInto('recovery_points')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['server_id', 'method', 'ref']).doNothing())
    .returning(['id', 'server_id'])
    .execute()

export type ImageChange = {
  id: string
  method: 'native' | 'snapshot'
  size_bytes: number | null
  provider_expires_at: string | null
}

/** They are there, as the provider shows them now. Of another method than before, nothing is left of what it was to expire by. */
export const updateImagesSeen = async (db: Db, changes: readonly ImageChange[], at: string): Promise<void> => {
  await sql`
    update recovery_points p set method = c.method, size_bytes = c.size_bytes, missing_since = null,
      provider_expires_at = case when p.method = c.method then coalesce(c.provider_expires_at, p.provider_expires_at)
        else c.provider_expires_at end,
      expires_at = case when p.method = c.method then least(p.expires_at, c.provider_expires_at) else c.provider_expires_at end,
      state = 'available', forgotten_at = null, updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (id text, method text, size_bytes bigint, provider_expires_at timestamptz)
    where p.id = c.id`.execute(db)
}

export const updateImagesMissing = (db: Db, ids: readonly string[], since: string) =>
  db
    .updateTable('recovery_points')
    .set({ missing_since: since })
    .where('id', '=', anyOf(ids))
    .where('state', '=', 'available')
    .execute()

export const updateImagesAway = (db: Db, ids: readonly string[], state: 'forgotten' | 'gone', at: string) =>
  db
    .updateTable('recovery_points')
    .set({ state, forgotten_at: at, updated_at: at })
    .where('id', '=', anyOf(ids))
    .where('state', '=', 'available')
    .execute()

/** The first claim stands. */
export const updateToClaimed = (
  db: Db,
  id: string,
  claim: { run_id: string; protection_id: string | null; expires_at: string | null },
  at: string,
) =>
  db
    .updateTable('recovery_points')
    .set((eb) => ({
      run_id: claim.run_id,
      protection_id: claim.protection_id,
      expires_at: eb.fn.coalesce('expires_at', eb.val(claim.expires_at)),
      updated_at: at,
    }))
    .where('id', '=', id)
    .where('run_id', 'is', null)
    .execute()

export const listOwnRefs = async (db: Db, protectionId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('recovery_points')
    .select('ref')
    .where('protection_id', '=', protectionId)
    .where('method', '=', 'snapshot')
    .where('state', '=', 'available')
    .where('run_id', 'is not', null)
    .execute()
  return rows.map(({ ref }) => ref)
}
