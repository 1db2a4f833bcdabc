import { sql } from 'kysely'
import { anyOf } from '../../db/any-of.ts'
import type { Db } from '../../db/database.ts'
import type { Method } from '../schema.ts'

/* What the facts of servers are made of, for many servers at once, whoever owns them. */

export const listWantedAcrossOrganizations = (db: Db, serverIds: readonly string[]) =>
  db
    .selectFrom('protections as p')
    .innerJoin('servers as s', 's.id', 'p.server_id')
    .select(['p.server_id', 'p.method', 'p.settings', 'p.phase', 'p.wanted_since', 'p.created_at', 'p.updated_at'])
    // Where the provider picks the time nobody wanted one: then what it shows counts.
    .select(sql<unknown>`coalesce(p.schedule, case when p.method = 'native' then s.native_schedule end)`.as('schedule'))
    .where('p.server_id', '=', anyOf(serverIds))
    .where('p.desired_state', '=', 'on')
    .orderBy('p.server_id')
    .orderBy('p.method')
    .execute()

/** A snapshot that was a provider's own backup: that one was taken, too. `p` is the recovery point. */
export const isConverted = sql`(p.method = 'snapshot' and p.facts @> '{"converted": true}')`

/** The methods by which a recovery point `p` counts as taken. */
export const takenAs = sql`select p.method union all select 'native' where ${isConverted}`

export const listSeenPointsAcrossOrganizations = async (db: Db, serverIds: readonly string[], since: string) => {
  const { rows } = await sql<{
    server_id: string
    method: Method
    taken_at: string
    state: 'available' | 'forgotten' | 'gone'
    troubled: boolean
  }>`
    select server_id, of.taken_as as method, taken_at, state, (outcome = 'warning' or (run_id is null and method = 'files') or damage is not null) as troubled
    from recovery_points p cross join lateral (
      ${takenAs}) of (taken_as)
    where server_id = ${anyOf(serverIds)} and taken_at >= ${since}`.execute(db)
  return rows
}

/** The newest that can be restored, and the newest good one of each method; those somebody looked at are good enough. */
export const listNewestAcrossOrganizations = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{ server_id: string; method: Method; newest_at: string | null; good_at: string | null }>`
    select s.server_id, m.method,
      (select p.taken_at from recovery_points p
        where p.server_id = s.server_id and (p.method = m.method or m.method = 'native' and ${isConverted}) and p.state = 'available'
          and (p.run_id is not null or p.method <> 'files')
        order by p.taken_at desc, p.id desc limit 1) as newest_at,
      (select p.taken_at from recovery_points p
        where p.server_id = s.server_id and (p.method = m.method or m.method = 'native' and ${isConverted}) and p.state = 'available'
          and (p.run_id is not null or m.method = 'native')
          and (p.outcome = 'succeeded' or p.acknowledged_at is not null) and p.damage is null
        order by p.taken_at desc, p.id desc limit 1) as good_at
    from unnest(${[...serverIds]}::text[]) as s (server_id), unnest(array['native', 'snapshot', 'files']) as m (method)`.execute(
    db,
  )
  return rows
}

/** The newest good file snapshot of each source: folders, and each dump by itself. */
export const listNewestBySourceAcrossOrganizations = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{ server_id: string; source: string; good_at: string }>`
    select server_id, source, max(taken_at) as good_at from recovery_points
    where server_id = ${anyOf(serverIds)} and method = 'files' and source <> 'files' and state = 'available'
      and run_id is not null and (outcome = 'succeeded' or acknowledged_at is not null) and damage is null
    group by server_id, source
    union all
    select s.server_id, 'files', p.taken_at
    from unnest(${[...serverIds]}::text[]) as s (server_id)
    cross join lateral (
      select taken_at from recovery_points p
      where p.server_id = s.server_id and p.method = 'files' and p.source = 'files' and p.state = 'available'
        and p.run_id is not null and (p.outcome = 'succeeded' or p.acknowledged_at is not null) and p.damage is null
      order by p.taken_at desc, p.id desc limit 1
    ) p`.execute(db)
  return rows
}

/** How many can be restored of each, by kind, and what its snapshots take at the provider. Without a row: none. */
export const listPointCountsAcrossOrganizations = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{
    server_id: string
    native_points: number
    snapshot_points: number
    file_points: number
    snapshot_bytes: number | null
  }>`
    select server_id, count(*) filter (where method = 'native') as native_points,
      count(*) filter (where method = 'snapshot') as snapshot_points, count(*) filter (where method = 'files') as file_points,
      sum(size_bytes) filter (where method = 'snapshot')::bigint as snapshot_bytes
    from recovery_points where server_id = ${anyOf(serverIds)} and state = 'available' group by server_id`.execute(db)
  return rows
}

/** What is stored for each: its repository, and images that the provider counts by size. */
export const listStoredBytesAcrossOrganizations = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{ server_id: string; bytes: number | null }>`
    select s.server_id, (
      select sum(b.bytes)::bigint from (
        select r.bytes from repositories r where r.server_id = s.server_id and r.initialized_at is not null
        union all
        select p.size_bytes from recovery_points p
        where p.server_id = s.server_id and p.state = 'available' and p.method <> 'files' and p.size_bytes is not null
      ) b) as bytes
    from unnest(${[...serverIds]}::text[]) as s (server_id)`.execute(db)
  return rows
}

/** The last backup run of each. */
export const listLastBackupsAcrossOrganizations = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{ server_id: string; state: string; outcome: string | null; created_at: string }>`
    select s.server_id, r.state, r.outcome, r.created_at
    from unnest(${[...serverIds]}::text[]) as s (server_id)
    cross join lateral (
      select state, outcome, created_at from runs
      where runs.server_id = s.server_id and kind = 'backup' order by id desc limit 1
    ) r`.execute(db)
  return rows
}

/** The last drill of each recovery point taken since then. */
export const listLastDrillsAcrossOrganizations = async (db: Db, serverIds: readonly string[], since: string) => {
  const { rows } = await sql<{ server_id: string; taken_at: string; passed: boolean }>`
    select distinct on (d.recovery_point_id) d.server_id, p.taken_at, d.passed
    from drills d join recovery_points p on p.id = d.recovery_point_id
    where d.server_id = ${anyOf(serverIds)} and p.taken_at >= ${since}
    order by d.recovery_point_id, d.finished_at desc`.execute(db)
  return rows
}

/** The newest drill of each kind, and where file backups lie: what posture is told by, beside the counts of points. */
export const listPostureAcrossOrganizations = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{
    server_id: string
    provider: string
    failure_domain: string | null
    kit_read: boolean | null
    drills: { passed: boolean; finished_at: string }[] | null
  }>`
    select s.id as server_id, s.provider, l.failure_domain, r.kit_read_at is not null as kit_read, (
      select jsonb_agg(jsonb_build_object('passed', d.passed, 'finished_at', d.finished_at)) from (
        select distinct on (p.method) d.passed, d.finished_at
        from drills d join recovery_points p on p.id = d.recovery_point_id
        where d.server_id = s.id order by p.method, d.finished_at desc
      ) d) as drills
    from servers s
    left join repositories r on r.server_id = s.id and r.initialized_at is not null
    left join storage_locations l on l.id = r.storage_location_id
    where s.id = ${anyOf(serverIds)}`.execute(db)
  return rows
}
