import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

/*
 * Storage locations belong to the installation, not to an organization: all of these are the operators' and the system's.
 */

export type LocationRow = Selectable<Database['storage_locations']>

export const findLocation = (db: Db, id: string): Promise<LocationRow | undefined> =>
  db.selectFrom('storage_locations').selectAll().where('id', '=', id).executeTakeFirst()

export const findDefaultLocation = (db: Db): Promise<LocationRow | undefined> =>
  db.selectFrom('storage_locations').selectAll().where('is_default', '=', true).executeTakeFirst()

/** Where the objects of a repository lie. */
export const findLocationOf = (db: Db, repository_id: string): Promise<LocationRow | undefined> =>
  db
    .selectFrom('storage_locations')
    .innerJoin('repositories', 'repositories.storage_location_id', 'storage_locations.id')
    .selectAll('storage_locations')
    .where('repositories.id', '=', repository_id)
    .executeTakeFirst()

export const listAllLocations = (db: Db): Promise<LocationRow[]> =>
  db.selectFrom('storage_locations').selectAll().orderBy('id').execute()

/** Growth is judged by as many days at least. */
const leastDays = 7

const shown = (db: Db, since: string) =>
  db
    .selectFrom('storage_locations')
    .selectAll('storage_locations')
    .select([
      sql<number>`(select count(*) from repositories r where r.storage_location_id = storage_locations.id)`.as(
        'repository_count',
      ),
      sql<number>`(select coalesce(sum(r.bytes + r.trash_bytes), 0)::bigint from repositories r
        where r.storage_location_id = storage_locations.id)`.as('bytes'),
      sql<number | null>`(
        select case when max(d.day) - min(d.day) >= ${sql.lit(leastDays)} then (
          (array_agg(d.bytes order by d.day desc))[1] - (array_agg(d.bytes order by d.day))[1]) / (max(d.day) - min(d.day)) end
        from storage_location_days d where d.storage_location_id = storage_locations.id and d.day >= ${since}::date)`.as(
        'daily_growth_bytes',
      ),
    ])

/** `since`: from which day on growth counts. */
export const findShownLocation = (db: Db, { id, since }: { id: string; since: string }) =>
  shown(db, since).where('id', '=', id).executeTakeFirst()

/** Oldest first. */
export const listShownLocations = (db: Db, filter: { after_id: string | undefined; limit: number; since: string }) => {
  const query = shown(db, filter.since).orderBy('id').limit(filter.limit)
  return (filter.after_id === undefined ? query : query.where('id', '>', filter.after_id)).execute()
}

export const insertLocation = (db: Db, row: Insertable<Database['storage_locations']>) =>
  db.insertInto('storage_locations').values(row).execute()

/** Resolves with nothing done when there is a default already, or the name is taken. */
export const insertFirstLocation = (db: Db, row: Insertable<Database['storage_locations']>) =>
  db
    .insertInto('storage_locations')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()

export const updateLocation = (db: Db, id: string, change: Updateable<Database['storage_locations']>) =>
  db.updateTable('storage_locations').set(change).where('id', '=', id).execute()

/** What was measured is no change of the location: it stays the version that it is. */
export const updateRoom = (db: Db, id: string, room: { free_bytes: number | null; free_at: string }) =>
  db.updateTable('storage_locations').set(room).where('id', '=', id).execute()

/** There is one default; the next one takes its place. */
export const clearDefaultLocation = (db: Db, now: string) =>
  db
    .updateTable('storage_locations')
    .set({ is_default: false, updated_at: now })
    .where('is_default', '=', true)
    .execute()

export const isNameTaken = async (db: Db, name: string, except_id: string | null): Promise<boolean> => {
  const row = await db
    .selectFrom('storage_locations')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where('id', '!=', except_id ?? '')
    .executeTakeFirst()
  return row !== undefined
}

/** Whose file backups lie there. */
export const listServersAtAcrossOrganizations = async (db: Db, locationId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('repositories')
    .select('server_id')
    .where('storage_location_id', '=', locationId)
    .execute()
  return rows.map(({ server_id }) => server_id)
}
