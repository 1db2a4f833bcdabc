import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ObjectRef, ObjectType } from '../storage/object-store.ts'
import type { ObjectRow } from './journal-queries.ts'

const at = (db: Db, ref: ObjectRef) =>
  db
    .selectFrom('repository_objects')
    .selectAll()
    .where('repository_id', '=', ref.repository_id)
    .where('type', '=', ref.type)
    .where('name', '=', ref.name)

export const findObject = (db: Db, ref: ObjectRef): Promise<ObjectRow | undefined> => at(db, ref).executeTakeFirst()

/** By name, from `after` on; trash is not among them. */
export const listObjectPage = (
  db: Db,
  { repository_id, type, after, limit }: { repository_id: string; type: ObjectType; after: string; limit: number },
) =>
  db
    .selectFrom('repository_objects')
    .select(['name', 'bytes'])
    .where('repository_id', '=', repository_id)
    .where('type', '=', type)
    .where('trashed_at', 'is', null)
    .where('name', '>', after)
    .orderBy('name')
    .limit(limit)
    .execute()

/** In the order in which they came. */
export const listSnapshotsOfRun = (db: Db, repository_id: string, run_id: string) =>
  db
    .selectFrom('repository_objects as o')
    .innerJoin('gateway_credentials as c', 'c.id', 'o.credential_id')
    .select(['o.name', 'o.received_at', 'o.bytes'])
    .where('o.repository_id', '=', repository_id)
    .where('o.type', '=', 'snapshots')
    .where('c.run_id', '=', run_id)
    .where('o.trashed_at', 'is', null)
    .orderBy('o.received_at')
    .orderBy('o.name')
    .execute()

/** Whose place in the store is not yet where the row says. */
export const listMisplaced = (db: Db, repository_id: string, limit: number): Promise<ObjectRow[]> =>
  db
    .selectFrom('repository_objects')
    .selectAll()
    .where('repository_id', '=', repository_id)
    .where('misplaced', '=', true)
    .orderBy('type')
    .orderBy('name')
    .limit(limit)
    .execute()

/** Of all organizations. */
export const listRepositoriesWithMisplaced = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('repository_objects')
    .select('repository_id')
    .distinct()
    .where('misplaced', '=', true)
    .execute()
  return rows.map(({ repository_id }) => repository_id)
}

/** Of all organizations: those with trash whose time came. */
export const listRepositoriesToPurge = async (db: Db, now: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('repository_objects')
    .select('repository_id')
    .distinct()
    .where('purge_after', '<=', now)
    .execute()
  return rows.map(({ repository_id }) => repository_id)
}

export const listToPurge = (db: Db, repository_id: string, now: string, limit: number): Promise<ObjectRow[]> =>
  db
    .selectFrom('repository_objects')
    .selectAll()
    .where('repository_id', '=', repository_id)
    .where('purge_after', '<=', now)
    .where('misplaced', '=', false)
    .orderBy('purge_after')
    .limit(limit)
    .execute()

/** The store has followed. Nothing when the row says something else by now. */
export const settleRow = (db: Db, ref: ObjectRef, trashed_at: string | null) =>
  db
    .updateTable('repository_objects')
    .set({ misplaced: false })
    .where('repository_id', '=', ref.repository_id)
    .where('type', '=', ref.type)
    .where('name', '=', ref.name)
    .where(sql<boolean>`trashed_at is not distinct from ${trashed_at}::timestamptz`)
    .execute()

/** It is gone from the store; so is its row. */
export const deleteTrashedRow = (db: Db, ref: ObjectRef, trashed_at: string) =>
  sql`with gone as (
    delete from repository_objects where repository_id = ${ref.repository_id} and type = ${ref.type} and name = ${ref.name}
      and trashed_at = ${trashed_at} returning bytes
  ) update repositories r set trash_bytes = r.trash_bytes - g.bytes, trash_objects = r.trash_objects - 1
    from gone g where r.id = ${ref.repository_id}`.execute(db)

/** Longest not looked at first. */
export const listToScrub = (db: Db, repository_id: string, before: string, limit: number): Promise<ObjectRow[]> =>
  db
    .selectFrom('repository_objects')
    .selectAll()
    .where('repository_id', '=', repository_id)
    .where('trashed_at', 'is', null)
    .where('misplaced', '=', false)
    .where('type', '!=', 'locks')
    .where((eb) => eb.or([eb('scrubbed_at', 'is', null), eb('scrubbed_at', '<', before)]))
    .orderBy('scrubbed_at', (order) => order.asc().nullsFirst())
    .limit(limit)
    .execute()

/** What a look found. Nothing when the object was removed or replaced meanwhile. */
export const recordScrub = (
  db: Db,
  row: ObjectRow,
  found: { scrubbed_at: string; damage: ObjectRow['damage'] },
): Promise<{ name: string } | undefined> =>
  db
    .updateTable('repository_objects')
    .set(found)
    .where('repository_id', '=', row.repository_id)
    .where('type', '=', row.type)
    .where('name', '=', row.name)
    .where('received_at', '=', row.received_at)
    .where('trashed_at', 'is', null)
    .returning('name')
    .executeTakeFirst()

export const listDamaged = (db: Db, repository_id: string) =>
  db
    .selectFrom('repository_objects')
    .select(['type', 'name', 'damage'])
    .where('repository_id', '=', repository_id)
    .where('damage', 'is not', null)
    .where('trashed_at', 'is', null)
    .orderBy('type')
    .orderBy('name')
    .execute()

/** Which of these names the journal has, trash included. */
export const knownNames = async (
  db: Db,
  repository_id: string,
  type: ObjectType,
  names: readonly string[],
): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('repository_objects')
    .select('name')
    .where('repository_id', '=', repository_id)
    .where('type', '=', type)
    .where(sql<boolean>`name = any(${[...names]})`)
    .execute()
  return new Set(rows.map(({ name }) => name))
}
