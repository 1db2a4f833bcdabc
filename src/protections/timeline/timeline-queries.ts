import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { isConverted } from '../facts/facts-queries.ts'
import type { Method } from '../schema.ts'
import type { RecordedDay } from './schema.ts'

/* What a server's timeline is made of: a row for each day, however many backups it has. Only after the server was found within the caller's scope. */

type Of = { server_id: string; since: string; time_zone: string }

const dayIn = (column: string, zone: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone ${zone}, 'YYYY-MM-DD')`

/** Of the days from `first_day` to `last_day`; all that is older, back to `since`, stands on the day before. */
export const listRecordedDays = async (
  db: Db,
  of: Of & { first_day: string; last_day: string },
): Promise<RecordedDay[]> => {
  // Tens of thousands of rows are laid between the beginnings of hundreds of days; the zone is asked about these alone. Where clocks
  // go back over midnight a day begins with the first of two.
  const { rows } = await sql<RecordedDay>`
    with beginnings as (
      select array_agg(case when ((midnight - interval '1 hour') at time zone ${of.time_zone})::date = day::date
        then midnight - interval '1 hour' else midnight end order by day) as at
      from (
        select day, day at time zone ${of.time_zone} as midnight
        from generate_series(${of.first_day}::timestamp, ${of.last_day}::timestamp, interval '1 day') day
      ) d
    ), days as (
      select case when ${isConverted} then 'converted' else method end as taken_as,
        width_bucket(taken_at, (select at from beginnings)) as number,
        max(case when state = 'gone' then 2 when state = 'forgotten' then 1
          when outcome = 'warning' or (run_id is null and method = 'files') or damage is not null then 4 else 3 end) as standing,
        sum(added_bytes) as added_bytes
      from recovery_points p where server_id = ${of.server_id} and taken_at >= ${of.since}
      group by 1, 2
    )
    select of.method, to_char(${of.first_day}::date + number - 1, 'YYYY-MM-DD') as day,
      (array['forgotten', 'gone', 'available', 'troubled'])[max(standing)] as standing, coalesce(sum(added_bytes), 0)::bigint as added_bytes
    from days cross join lateral (
      select case taken_as when 'converted' then 'snapshot' else taken_as end union all select 'native' where taken_as = 'converted'
    ) of (method)
    group by 1, number`.execute(db)
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
