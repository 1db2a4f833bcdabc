import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type DrillRow = Selectable<Database['drills']>

export const insertDrill = (db: Db, row: Insertable<Database['drills']>) =>
  db.insertInto('drills').values(row).execute()

/** Newest first, of a server that was found within the caller's scope. */
export const listDrills = (
  db: Db,
  filter: { server_id: string; before_id: string | undefined; limit: number },
): Promise<DrillRow[]> => {
  let query = db
    .selectFrom('drills')
    .selectAll()
    .where('server_id', '=', filter.server_id)
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (filter.before_id !== undefined) query = query.where('id', '<', filter.before_id)
  return query.execute()
}

export const findOpenDrill = (db: Db, serverId: string) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('server_id', '=', serverId)
    .where('kind', '=', 'drill')
    .where('state', '!=', 'finished')
    .executeTakeFirst()

/** The newest good file backup of each server whose last drill is older than `before`, or that never had one. */
export const listDueDrillsAcrossOrganizations = async (db: Db, before: string, limit: number) => {
  const { rows } = await sql<{ recovery_point_id: string }>`
    select newest.id as recovery_point_id
    from protections p
    cross join lateral (
      select r.id from recovery_points r
      where r.protection_id = p.id and r.state = 'available' and r.outcome = 'succeeded' and r.damage is null
      order by r.taken_at desc limit 1
    ) newest
    where p.method = 'files' and p.desired_state = 'on' and p.observed_state = 'on'
      and not exists (
        select from drills d join recovery_points r on r.id = d.recovery_point_id
        where d.server_id = p.server_id and d.finished_at > ${before} and r.method = 'files')
      and not exists (
        select from runs n where n.server_id = p.server_id and n.kind = 'drill' and n.created_at > ${before}
          and (n.state <> 'finished' or n.outcome = 'failed') and n.stats ->> 'method' is distinct from 'image'
      )
    order by p.id
    limit ${limit}`.execute(db)
  return rows
}
