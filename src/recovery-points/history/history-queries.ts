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
    select id, server_id, method, ref, taken_at, state, size_bytes, provider_expires_at, expires_at, missing_since
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

/** They are there, as the provider shows them now; one that became a snapshot was taken as a backup all the same. Of another method than before, nothing is left of what it was to expire by. */
export const updateImagesSeen = async (db: Db, changes: readonly ImageChange[], at: string): Promise<void> => {
  await sql`
    update recovery_points p set method = c.method, size_bytes = c.size_bytes, missing_since = null,
      provider_expires_at = case when p.method = c.method then coalesce(c.provider_expires_at, p.provider_expires_at)
        else c.provider_expires_at end,
      expires_at = case when p.method = c.method then least(p.expires_at, c.provider_expires_at) else c.provider_expires_at end,
      facts = case when p.method = 'native' and c.method = 'snapshot' then p.facts || '{"converted": true}' else p.facts end,
      state = 'available', forgotten_at = null, updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (id text, method text, size_bytes bigint, provider_expires_at timestamptz)
    where p.id = c.id`.execute(db)
}

/** Their time was over, and they are there: when they go nobody knows. What was taken for safety still goes when its days are over. */
export const updateImagesOverdue = (db: Db, ids: readonly string[], at: string) =>
  sql`
    update recovery_points set expires_at = null, updated_at = ${at}
    where id = ${anyOf(ids)} and not facts @> '{"safety": true}'`.execute(db)

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

/** They were to be deleted, and that did not come about. */
export const updateImagesBack = (db: Db, ids: readonly string[], at: string) =>
  db
    .updateTable('recovery_points')
    .set({ state: 'available', forgotten_at: null, updated_at: at })
    .where('id', '=', anyOf(ids))
    .where('state', '=', 'forgotten')
    .execute()

/** The first claim stands. */
export const updateToClaimed = (
  db: Db,
  id: string,
  claim: { run_id: string; protection_id: string | null; expires_at: string | null; safety: boolean },
  at: string,
) =>
  db
    .updateTable('recovery_points')
    .set({
      run_id: claim.run_id,
      protection_id: claim.protection_id,
      expires_at: sql<string | null>`least(expires_at, ${claim.expires_at}::timestamptz)`,
      facts: sql<string>`facts || ${JSON.stringify(claim.safety ? { safety: true } : {})}::jsonb`,
      updated_at: at,
    })
    .where('id', '=', id)
    .where('run_id', 'is', null)
    .execute()

export const listOwn = (db: Db, protectionId: string): Promise<{ id: string; ref: string }[]> =>
  db
    .selectFrom('recovery_points')
    .select(['id', 'ref'])
    .where('protection_id', '=', protectionId)
    .where('method', '=', 'snapshot')
    .where('state', '=', 'available')
    .where('run_id', 'is not', null)
    .execute()

export type SafetyImage = {
  id: string
  server_id: string
  ref: string
  taken_at: string
  expires_at: string
  is_newest_good: boolean
}

/** An image at its provider, or a snapshot of files, that a restore may rely on: of those that no run of ours made, the provider's own alone. */
const isGood = sql`p.state = 'available' and p.outcome = 'succeeded' and p.damage is null and p.missing_since is null
  and (p.run_id is not null or p.method = 'native')`

/** Ways back from a restore of a server whose time is over, oldest first. Only after the server was found within the caller's scope. */
export const listSafetyImagesOver = async (db: Db, serverId: string, now: string): Promise<SafetyImage[]> => {
  const { rows } = await sql<SafetyImage>`
    select s.id, s.server_id, s.ref, s.taken_at, s.expires_at, not exists (
        select from recovery_points p
        where p.server_id = s.server_id and p.id <> s.id and (p.taken_at, p.id) > (s.taken_at, s.id) and ${isGood}
      ) as is_newest_good
    from recovery_points s
    where s.server_id = ${serverId} and s.method = 'snapshot' and s.state = 'available' and s.protection_id is null
      and s.run_id is not null and s.facts @> '{"safety": true}' and s.expires_at <= ${now}
    order by s.taken_at, s.id`.execute(db)
  return rows
}

/**
 * Servers of all organizations with a way back from a restore whose time is over: none that is away, none where somebody tried
 * a short while ago without success, and none whose way back is its newest good recovery point.
 */
export const listServersWithSafetyOverAcrossOrganizations = async (
  db: Db,
  when: { now: string; tried_before: string; limit: number },
): Promise<string[]> => {
  const { rows } = await sql<{ server_id: string }>`
    select s.server_id from recovery_points s join servers v on v.id = s.server_id
    where s.method = 'snapshot' and s.state = 'available' and s.protection_id is null and s.run_id is not null
      and s.facts @> '{"safety": true}' and s.expires_at <= ${when.now} and v.missing_since is null
      and exists (
        select from recovery_points p where p.server_id = s.server_id and (p.taken_at, p.id) > (s.taken_at, s.id) and ${isGood})
      and not exists (
        select from runs u where u.server_id = s.server_id and u.kind = 'forget'
          and (u.state <> 'finished' or (u.outcome <> 'succeeded' and u.created_at > ${when.tried_before})))
    group by s.server_id order by min(s.expires_at) limit ${when.limit}`.execute(db)
  return rows.map(({ server_id }) => server_id)
}
