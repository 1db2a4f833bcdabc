import { type Selectable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { ObjectRef, ObjectType } from '../storage/object-store.ts'

/*
 * The journal: which objects there are. A statement that writes or removes a row also checks whether its credential may, and
 * moves the counters of the repository. The credential is held (`for share`), so that one which is being revoked waits for it
 * or refuses it; the repository's row is held too, so that quota, lease and counters are those of this moment, not of the
 * statement's beginning. Order of locks everywhere: credential, repository, object.
 */

export type ObjectRow = Selectable<Database['repository_objects']>

type Holder = { repository_id: string; credential_id: string; now: string }

const credential = ({ repository_id, credential_id, now }: Holder) => sql`credential as (
  select id, rights, run_id from gateway_credentials
  where id = ${credential_id} and repository_id = ${repository_id} and revoked_at is null and expires_at > ${now}
  for share)`

/** While a maintenance lease lives, its run writes and nobody else; without one, everybody else does. */
const openTo = (now: string) => sql`case when c.rights = 'maintenance'
  then r.maintenance_run_id = c.run_id and r.maintenance_until > ${now}
  else r.maintenance_until is null or r.maintenance_until <= ${now} end`

/** What the gateway must know to answer a request, in one round trip; undefined when there is no such credential. */
export const findVisit = async (db: Db, credential_id: string, ref: ObjectRef | null) => {
  const found = await db
    .selectFrom('gateway_credentials as c')
    .innerJoin('repositories as r', 'r.id', 'c.repository_id')
    .innerJoin('storage_locations as l', 'l.id', 'r.storage_location_id')
    .leftJoin('repository_objects as o', (join) =>
      join
        .onRef('o.repository_id', '=', 'c.repository_id')
        .on('o.type', '=', ref?.type ?? null)
        .on('o.name', '=', ref?.name ?? null),
    )
    .select(['c.repository_id', 'c.rights', 'c.run_id', 'c.secret_hash', 'c.expires_at', 'c.revoked_at'])
    .select(['r.maintenance_run_id', 'r.maintenance_until', 'r.quota_bytes', 'r.bytes as repository_bytes'])
    .select(['l.id as location_id', 'l.updated_at as location_version'])
    .select(['o.sha256', 'o.bytes', 'o.trashed_at', 'o.misplaced', 'o.damage', 'o.credential_id as written_under'])
    .where('c.id', '=', credential_id)
    .executeTakeFirst()
  return found
}
export type VisitRow = NonNullable<Awaited<ReturnType<typeof findVisit>>>

export type Acceptance = Holder & ObjectRef & { sha256: string; bytes: number }
export type Verdict = { has_credential: boolean; is_open: boolean; written: boolean }

const verdictOf = async (db: Db, statement: ReturnType<typeof sql<Verdict>>): Promise<Verdict> => {
  const { rows } = await statement.execute(db)
  return rows[0] ?? { has_credential: false, is_open: false, written: false }
}

/** Locks are tiny, and without them nobody could tidy a full repository; maintenance makes room in the end. */
const repository = ({ repository_id, now, type, bytes }: Acceptance) => sql`repository as (
  select r.id from repositories r, credential c where r.id = ${repository_id} and (${openTo(now)})
    and (c.rights = 'maintenance' or ${type} = 'locks' or r.quota_bytes is null or r.bytes + ${bytes} <= r.quota_bytes)
  for no key update of r)`

/** A new object; `written` is false when there is a row of this name already, whatever it says. */
export const insertObject = (db: Db, object: Acceptance): Promise<Verdict> => {
  const { repository_id, credential_id, type, name, sha256, bytes, now } = object
  return verdictOf(
    db,
    sql<Verdict>`with ${credential(object)}, ${repository(object)}, added as (
      insert into repository_objects (repository_id, type, name, sha256, bytes, credential_id, received_at)
      select id, ${type}, ${name}, ${sha256}, ${bytes}::bigint, ${credential_id}, ${now}::timestamptz from repository
      on conflict do nothing returning bytes
    ), counted as (
      update repositories r set bytes = r.bytes + a.bytes, objects = r.objects + 1 from added a where r.id = ${repository_id}
    ) select exists (select from credential) as has_credential, exists (select from repository) as is_open,
        exists (select from added) as written`,
  )
}

/** The object lies in the trash since `trashed_at`, or is damaged (then `trashed_at` is null), and was uploaded again. */
export const replaceObject = (db: Db, object: Acceptance & { trashed_at: string | null }): Promise<Verdict> => {
  const { repository_id, credential_id, type, name, sha256, bytes, now, trashed_at } = object
  return verdictOf(
    db,
    sql<Verdict>`with ${credential(object)}, ${repository(object)}, seen as (
      select o.bytes from repository_objects o, repository where o.repository_id = ${repository_id} and o.type = ${type}
        and o.name = ${name} and o.trashed_at is not distinct from ${trashed_at}::timestamptz and not o.misplaced
      for no key update of o
    ), added as (
      update repository_objects o set sha256 = ${sha256}, bytes = ${bytes}, credential_id = ${credential_id},
        received_at = ${now}, trashed_at = null, purge_after = null, scrubbed_at = null, damage = null
      from seen where o.repository_id = ${repository_id} and o.type = ${type} and o.name = ${name} returning o.bytes
    ), counted as (
      update repositories r set
        bytes = r.bytes + a.bytes - case when ${trashed_at}::timestamptz is null then s.bytes else 0 end,
        objects = r.objects + case when ${trashed_at}::timestamptz is null then 0 else 1 end,
        trash_bytes = r.trash_bytes - case when ${trashed_at}::timestamptz is null then 0 else s.bytes end,
        trash_objects = r.trash_objects - case when ${trashed_at}::timestamptz is null then 0 else 1 end
      from added a, seen s where r.id = ${repository_id}
    ) select exists (select from credential) as has_credential, exists (select from repository) as is_open,
        exists (select from added) as written`,
  )
}

/** Out of the lists. `own_only`: just what was written under the credential itself. */
export const removeObjectRow = (
  db: Db,
  removal: Holder & ObjectRef & { purge_after: string; own_only: boolean },
): Promise<Verdict> => {
  const { repository_id, credential_id, type, name, now, purge_after, own_only } = removal
  return verdictOf(
    db,
    sql<Verdict>`with ${credential(removal)}, repository as (
      select r.id from repositories r, credential c where r.id = ${repository_id} and (${openTo(now)})
      for no key update of r
    ), removed as (
      update repository_objects o set trashed_at = ${now}, purge_after = ${purge_after}, misplaced = true from repository
      where o.repository_id = ${repository_id} and o.type = ${type} and o.name = ${name} and o.trashed_at is null
        and not o.misplaced and (not ${own_only}::boolean or o.credential_id = ${credential_id})
      returning o.bytes
    ), counted as (
      update repositories r set bytes = r.bytes - x.bytes, objects = r.objects - 1,
        trash_bytes = r.trash_bytes + x.bytes, trash_objects = r.trash_objects + 1
      from removed x where r.id = ${repository_id}
    ) select exists (select from credential) as has_credential, exists (select from repository) as is_open,
        exists (select from removed) as written`,
  )
}

type Moved = { type: ObjectType; name: string; bytes: number }

/** Bytes of rows that a statement moved to the trash or back leave one counter and join the other. */
const moveCounted = (repository_id: string, to: 'trash' | 'back') => {
  const sign = sql.raw(to === 'trash' ? '' : '-')
  return sql`counted as (
    update repositories r set bytes = r.bytes - (${sign}m.bytes), objects = r.objects - (${sign}m.objects),
      trash_bytes = r.trash_bytes + (${sign}m.bytes), trash_objects = r.trash_objects + (${sign}m.objects)
    from (select coalesce(sum(bytes), 0)::bigint as bytes, count(*) as objects from moved) m where r.id = ${repository_id})`
}

const holdRepository = (repository_id: string) =>
  sql`repository as (select id from repositories where id = ${repository_id} for no key update)`

/** The locks that a credential left behind, and nothing else. */
export const removeLocksOf = async (
  db: Db,
  { repository_id, credential_id, now }: Holder,
): Promise<readonly Moved[]> => {
  const { rows } = await sql<Moved>`with ${holdRepository(repository_id)}, moved as (
    update repository_objects o set trashed_at = ${now}, purge_after = ${now}, misplaced = true from repository
    where o.repository_id = ${repository_id} and o.type = 'locks' and o.credential_id = ${credential_id}
      and o.trashed_at is null returning o.type, o.name, o.bytes
  ), ${moveCounted(repository_id, 'trash')} select * from moved`.execute(db)
  return rows
}

/** Everything of a repository that has no config yet: what an attempt to make it left. */
export const removeUnfinished = async (db: Db, repository_id: string, now: string): Promise<number> => {
  const { rows } = await sql<Moved>`with ${holdRepository(repository_id)}, moved as (
    update repository_objects o set trashed_at = ${now}, purge_after = ${now}, misplaced = true from repository
    where o.repository_id = ${repository_id} and o.trashed_at is null and not exists (
      select from repository_objects c where c.repository_id = ${repository_id} and c.type = 'config')
    returning o.type, o.name, o.bytes
  ), ${moveCounted(repository_id, 'trash')} select * from moved`.execute(db)
  return rows.length
}

export const trashSnapshot = async (
  db: Db,
  { repository_id, name, now, purge_after }: { repository_id: string; name: string; now: string; purge_after: string },
): Promise<boolean> => {
  const { rows } = await sql<Moved>`with ${holdRepository(repository_id)}, moved as (
    update repository_objects o set trashed_at = ${now}, purge_after = ${purge_after}, misplaced = true from repository
    where o.repository_id = ${repository_id} and o.type = 'snapshots' and o.name = ${name} and o.trashed_at is null
      and not o.misplaced returning o.type, o.name, o.bytes
  ), ${moveCounted(repository_id, 'trash')} select * from moved`.execute(db)
  return rows.length > 0
}

/** Objects that are not in the store any more go out of the lists; resolves with how many. */
export const trashMissing = async (
  db: Db,
  missing: { repository_id: string; type: 'data' | 'index'; now: string; purge_after: string },
): Promise<number> => {
  const { repository_id, type, now, purge_after } = missing
  const { rows } = await sql<Moved>`with ${holdRepository(repository_id)}, moved as (
    update repository_objects o set trashed_at = ${now}, purge_after = ${purge_after}, misplaced = true from repository
    where o.repository_id = ${repository_id} and o.type = ${type} and o.damage = 'missing'
      and o.trashed_at is null and not o.misplaced returning o.type, o.name, o.bytes
  ), ${moveCounted(repository_id, 'trash')} select * from moved`.execute(db)
  return rows.length
}

export type Untrash = { repository_id: string; name: string; not_purged_before: string; now: string }

/**
 * Back into the lists, unless its time is as good as over, and with it all that maintenance took away since it was forgotten: a prune
 * saw no use for what it alone needs. Not while maintenance works, which would go on to remove by what it read before; nor
 * where a store has yet to follow the journal; nor where damaged parts are among it.
 */
export const untrashSnapshot = async (db: Db, input: Untrash): Promise<boolean> => {
  const { repository_id, name, not_purged_before, now } = input
  const { rows } = await sql<Moved>`with repository as (
    select id from repositories where id = ${repository_id} and (maintenance_until is null or maintenance_until <= ${now})
    for no key update
  ), wanted as (
    select o.trashed_at from repository_objects o, repository where o.repository_id = ${repository_id} and o.type = 'snapshots'
      and o.name = ${name} and o.trashed_at is not null and o.purge_after > ${not_purged_before} and not o.misplaced
      and not exists (select from repository_objects x where x.repository_id = ${repository_id}
        and x.type in ('data', 'index') and x.trashed_at >= o.trashed_at and (x.misplaced or x.damage is not null))
  ), moved as (
    update repository_objects o set trashed_at = null, purge_after = null, misplaced = true from repository, wanted w
    where o.repository_id = ${repository_id}
      and ((o.type = 'snapshots' and o.name = ${name}) or (o.type in ('data', 'index') and o.trashed_at >= w.trashed_at))
    returning o.type, o.name, o.bytes
  ), ${moveCounted(repository_id, 'back')} select * from moved`.execute(db)
  return rows.length > 0
}

/** Whether damaged parts were taken out of a repository since then. */
export const hasDamagedTrashSince = async (db: Db, repository_id: string, since: string): Promise<boolean> => {
  const row = await db
    .selectFrom('repository_objects')
    .select('name')
    .where('repository_id', '=', repository_id)
    .where('type', 'in', ['data', 'index'])
    .where('trashed_at', '>=', since)
    .where('damage', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * For bytes that reached their place and were refused after that: a row that says they belong into the trash. None when the
 * name has a row, since then they are the same bytes as an accepted object's.
 */
export const insertRefused = async (db: Db, object: Acceptance & { purge_after: string }): Promise<boolean> => {
  const { repository_id, credential_id, type, name, sha256, bytes, now, purge_after } = object
  const { rows } = await sql`with ${holdRepository(repository_id)}, added as (
    insert into repository_objects (repository_id, type, name, sha256, bytes, credential_id, received_at, trashed_at,
      purge_after, misplaced)
    select id, ${type}, ${name}, ${sha256}, ${bytes}::bigint, ${credential_id}, ${now}::timestamptz, ${now}::timestamptz,
      ${purge_after}::timestamptz, true from repository on conflict do nothing returning bytes
  ), counted as (
    update repositories r set trash_bytes = r.trash_bytes + a.bytes, trash_objects = r.trash_objects + 1
    from added a where r.id = ${repository_id}
  ) select bytes from added`.execute(db)
  return rows.length > 0
}

/**
 * The same where the name lies in the trash already: the bytes join it there. The new time tells another upload which saw the
 * old one that its own bytes may be gone with them.
 */
export const trashAgain = async (
  db: Db,
  ref: ObjectRef,
  { now, purge_after }: { now: string; purge_after: string },
): Promise<boolean> => {
  const row = await db
    .updateTable('repository_objects')
    .set({
      trashed_at: sql<string>`greatest(${now}::timestamptz, trashed_at + interval '1 millisecond')`,
      purge_after: sql<string>`greatest(${purge_after}::timestamptz, purge_after)`,
      misplaced: true,
    })
    .where('repository_id', '=', ref.repository_id)
    .where('type', '=', ref.type)
    .where('name', '=', ref.name)
    .where('trashed_at', 'is not', null)
    .returning('name')
    .executeTakeFirst()
  return row !== undefined
}
