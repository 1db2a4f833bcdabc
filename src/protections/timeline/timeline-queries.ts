import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { isConverted } from '../facts/facts-queries.ts'
import type { Method } from '../schema.ts'
import type { RecordedDay } from './schema.ts'

/* What a server's timeline is made of: a row for each day, however many backups it has. Only after the server was found within the caller's scope. */

type Of = { server_id: string; since: string; time_zone: string }

const dayIn = (column: string, zone: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone ${zone}, 'YYYY-MM-DD')`

export const listRecordedDays = async (db: Db, of: Of): Promise<RecordedDay[]> => {
  // Days first: what they are called, and what counts twice, is asked of hundreds of them instead of tens of thousands of rows.
  const { rows } = await sql<RecordedDay>`
    with days as (
      select method, ${isConverted} as converted, (taken_at at time zone ${of.time_zone})::date as day,
        bool_or(state = 'available') as available,
        bool_or(state = 'available' and (outcome = 'warning' or (run_id is null and method = 'files') or damage is not null)) as troubled,
        bool_or(state = 'forgotten') as forgotten, bool_or(state = 'gone') as gone,
        (sum(coalesce(added_bytes, 0)) filter (where method = 'files'))::bigint as added_bytes
      from recovery_points p where server_id = ${of.server_id} and taken_at >= ${of.since}
      group by 1, 2, 3
    )
    select of.taken_as as method, to_char(day, 'YYYY-MM-DD') as day, bool_or(available) as available, bool_or(troubled) as troubled,
      bool_or(forgotten) as forgotten, bool_or(gone) as gone, sum(added_bytes)::bigint as added_bytes
    from days d cross join lateral (select d.method union all select 'native' where d.converted) of (taken_as)
    group by 1, 2`.execute(db)
  return rows
}

/** Days on which a backup of ours failed. One at a provider has an order. */
export const listFailedDays = async (db: Db, of: Of): Promise<{ method: Method; day: string }[]> => {
  const { rows } = await sql<{ method: Method; day: string }>`
    select distinct case when o.run_id is null then 'files' else 'snapshot' end as method, ${dayIn('r.created_at', of.time_zone)} as day
    from runs r left join snapshot_orders o on o.run_id = r.id
    where r.server_id = ${of.server_id} and r.kind = 'backup' and r.outcome in ('failed', 'expired') and r.created_at >= ${of.since}`.execute(
    db,
  )
  return rows
}

export const listProvedDays = async (db: Db, of: Of): Promise<{ day: string; passed: boolean }[]> => {
  const { rows } = await sql<{ day: string; passed: boolean }>`
    select day, bool_and(passed) as passed from (
      select distinct on (d.recovery_point_id) ${dayIn('p.taken_at', of.time_zone)} as day, d.passed
      from drills d join recovery_points p on p.id = d.recovery_point_id
      where d.server_id = ${of.server_id} and p.taken_at >= ${of.since}
      order by d.recovery_point_id, d.finished_at desc
    ) newest group by day`.execute(db)
  return rows
}

/** When the oldest backup that is on record was taken. */
export const findFirstPointTime = (db: Db, serverId: string) =>
  db
    .selectFrom('recovery_points')
    .select('taken_at')
    .where('server_id', '=', serverId)
    .orderBy('taken_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
