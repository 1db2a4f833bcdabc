import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** What every repository holds now becomes the record of the day; said again on the same day, it replaces it. */
export const upsertUsageAcrossOrganizations = async (db: Db, day: string): Promise<void> => {
  await sql`
    insert into repository_usage (repository_id, day, bytes, objects, trash_bytes, recovery_points)
    select r.id, ${day}::date, r.bytes, r.objects, r.trash_bytes,
      (select count(*) from recovery_points p where p.repository_id = r.id and p.state = 'available')
    from repositories r where r.initialized_at is not null
    on conflict (repository_id, day) do update
      set bytes = excluded.bytes, objects = excluded.objects, trash_bytes = excluded.trash_bytes,
        recovery_points = excluded.recovery_points
      where (repository_usage.bytes, repository_usage.objects, repository_usage.trash_bytes, repository_usage.recovery_points)
        is distinct from (excluded.bytes, excluded.objects, excluded.trash_bytes, excluded.recovery_points)`.execute(db)
}

/** The same of each storage location, trash included. */
export const upsertLocationDays = async (db: Db, day: string): Promise<void> => {
  await sql`
    insert into storage_location_days (storage_location_id, day, bytes)
    select l.id, ${day}::date, coalesce(sum(r.bytes + r.trash_bytes), 0)
    from storage_locations l left join repositories r on r.storage_location_id = l.id group by l.id
    on conflict (storage_location_id, day) do update set bytes = excluded.bytes
      where storage_location_days.bytes is distinct from excluded.bytes`.execute(db)
}

/** Only after the server was found within the caller's scope. */
export const findUsageNow = async (db: Db, serverId: string) => {
  const { rows } = await sql<{
    bytes: number
    objects: number
    trash_bytes: number
    recovery_points: number
    image_bytes: number
    images: number
  }>`
    select coalesce(max(r.bytes), 0) as bytes, coalesce(max(r.objects), 0) as objects,
      coalesce(max(r.trash_bytes), 0) as trash_bytes,
      count(p.id) filter (where p.method = 'files') as recovery_points,
      coalesce(sum(p.size_bytes) filter (where p.method <> 'files'), 0)::bigint as image_bytes,
      count(p.id) filter (where p.method <> 'files') as images
    from servers s
    left join repositories r on r.server_id = s.id
    left join recovery_points p on p.server_id = s.id and p.state = 'available'
    where s.id = ${serverId}`.execute(db)
  return rows[0] ?? { bytes: 0, objects: 0, trash_bytes: 0, recovery_points: 0, image_bytes: 0, images: 0 }
}

/** Oldest first. */
export const listUsageDays = (db: Db, serverId: string, from: string) =>
  db
    .selectFrom('repository_usage as u')
    .innerJoin('repositories as r', 'r.id', 'u.repository_id')
    .select(['u.day', 'u.bytes', 'u.objects', 'u.trash_bytes', 'u.recovery_points'])
    .where('r.server_id', '=', serverId)
    .where('u.day', '>=', from)
    .orderBy('u.day')
    .execute()
