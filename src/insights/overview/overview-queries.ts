import { sql } from 'kysely'
import type { Scope } from '../../context.ts'
import { anyOf } from '../../db/any-of.ts'
import type { Db } from '../../db/database.ts'
import type { Posture } from '../../servers/schema.ts'

/** Of one organization and provider; of the whole installation without an organization. */
type Of = { organization_id: string | null; provider: string }
export type Sums = Of & {
  servers: number
  native_points: number
  snapshot_points: number
  file_points: number
  storage_bytes: number
  servers_of_unknown_size: number
}
/** How many servers with backups on stand so. */
type PostureCounts = Partial<Record<Posture, number>>
export type SumsRow = Sums & {
  posture: PostureCounts
  costs_of_files: number
  protections: number
  protections_on: number
  costs: readonly { currency: string; amount_minor: number }[]
  costs_known: number
  costs_unknown: number
  days: readonly (readonly [string, number, number, number])[]
}

export const sumServersAcrossOrganizations = async (db: Db): Promise<Sums[]> => {
  const { rows } = await sql<Sums>`
    select organization_id, provider, count(*) as servers, sum(native_points)::bigint as native_points,
      sum(snapshot_points)::bigint as snapshot_points, sum(file_points)::bigint as file_points,
      coalesce(sum(storage_bytes), 0)::bigint as storage_bytes,
      count(*) filter (where backups_enabled and storage_bytes is null) as servers_of_unknown_size
    from servers group by grouping sets ((organization_id, provider), (provider))`.execute(db)
  return rows
}

/** How those with backups on stand. Many stand alike, so each way of standing is taken apart once. */
export const sumPostureAcrossOrganizations = async (db: Db): Promise<(Of & { posture: PostureCounts })[]> => {
  const { rows } = await sql<Of & { posture: PostureCounts }>`
    with alike as (
      select organization_id, provider, posture, count(*) as n from servers where backups_enabled group by 1, 2, 3
    ), counted as (
      select organization_id, provider, word, sum(n)::int as n from alike cross join unnest(posture) as word
      group by grouping sets ((organization_id, provider, word), (provider, word))
    )
    select organization_id, provider, jsonb_object_agg(word, n) as posture from counted group by organization_id, provider`.execute(
    db,
  )
  return rows
}

/** Ways of backing up that are wanted, and those of them that are on. */
export const sumProtectionsAcrossOrganizations = async (db: Db) => {
  const { rows } = await sql<Of & Pick<SumsRow, 'protections' | 'protections_on'>>`
    select s.organization_id, s.provider, count(*) as protections,
      count(*) filter (where p.observed_state = 'on') as protections_on
    from protections p join servers s on s.id = p.server_id where p.desired_state = 'on'
    group by grouping sets ((s.organization_id, s.provider), (s.provider))`.execute(db)
  return rows
}

/** Quarters of an hour that have begun or are to come, and how many backups our schedules start in each. */
export type DueQuarters = readonly (readonly [string, number])[]

export const sumDueAcrossOrganizations = async (db: Db, now: string, until: string): Promise<DueQuarters> => {
  const { rows } = await sql<{ quarter: string; due: number }>`
    select date_bin('15 minutes', next_run_at, '2000-01-01T00:00:00Z') as quarter, count(*) as due from protections
    where next_run_at > ${now} and next_run_at < ${until} group by 1 order by 1`.execute(db)
  return rows.map(({ quarter, due }) => [quarter, due] as const)
}

export type DaySums = Of & { days: SumsRow['days'] }

/** How the days from `first` to `last` went. Most strips look alike, so each look is taken apart once. */
export const sumDaysAcrossOrganizations = async (db: Db, first: string, last: string): Promise<DaySums[]> => {
  const { rows } = await sql<DaySums>`
    with looks as (
      select organization_id, provider, strip ->> 'last_day' as last_day, strip ->> 'image' as image, strip ->> 'files' as files, count(*) as n
      from servers where strip is not null group by 1, 2, 3, 4, 5
    ), went as (
      select organization_id, provider, last_day::date - (30 - i) as day, n,
        substr(image, i, 1) || substr(files, i, 1) as letters
      from looks cross join generate_series(1, 30) as i
      where last_day::date - (30 - i) between ${first}::date and ${last}::date
    ), counted as (
      select organization_id, provider, day,
        coalesce(sum(n) filter (where letters ~ '[pe]' and letters !~ '[mwx]'), 0)::int as good,
        coalesce(sum(n) filter (where letters ~ '[wx]' and letters !~ 'm'), 0)::int as warning,
        coalesce(sum(n) filter (where letters ~ 'm'), 0)::int as missed
      from went group by grouping sets ((organization_id, provider, day), (provider, day))
    )
    select organization_id, provider, jsonb_agg(jsonb_build_array(day, good, warning, missed) order by day) as days
    from counted where good + warning + missed > 0 group by organization_id, provider`.execute(db)
  return rows
}

export type CostGroup = {
  organization_id: string
  provider: string
  size: string | null
  price_minor: number | null
  currency: string | null
  every: 'day' | 'week'
  native: number
  snapshots: number
  snapshots_of_unknown_size: number
  snapshot_bytes: number
}

/** What providers bill to the operators, servers that cost alike together. */
export const listCostGroupsAcrossOrganizations = async (db: Db): Promise<CostGroup[]> => {
  const { rows } = await sql<CostGroup>`
    select s.organization_id, s.provider, s.size, s.price_minor, s.currency, coalesce(s.native_schedule ->> 'every', 'day') as every,
      count(*) filter (where s.native_state = 'on' and a.organization_id is null) as native,
      count(*) filter (where s.snapshot_points > 0 and a.organization_id is null) as snapshots,
      count(*) filter (where s.snapshot_points > 0 and a.organization_id is null and s.snapshot_bytes is null) as snapshots_of_unknown_size,
      coalesce(sum(s.snapshot_bytes) filter (where a.organization_id is null), 0)::bigint as snapshot_bytes
    from servers s left join provider_accounts a on a.id = s.provider_account_id
    where s.native_state = 'on' or s.snapshot_points > 0
    group by 1, 2, 3, 4, 5, 6`.execute(db)
  return rows
}

export type FilesGroup = {
  organization_id: string
  provider: string
  /** Null where no repository is on record. */
  storage_location_id: string | null
  servers: number
  bytes: number
}

/** What lies in the operators' storage, by location: of servers at whosever provider account. */
export const listFilesGroupsAcrossOrganizations = async (db: Db): Promise<FilesGroup[]> => {
  const { rows } = await sql<FilesGroup>`
    select s.organization_id, s.provider, r.storage_location_id, count(*) as servers, coalesce(sum(r.bytes), 0)::bigint as bytes
    from servers s left join repositories r on r.server_id = s.id
    where s.file_points > 0 group by 1, 2, 3`.execute(db)
  return rows
}

export type SumsState = {
  as_of: string
  prices_as_of: string | null
  revenue: readonly { currency: string; amount_minor: number; places: number }[]
  places_used: number
  due: DueQuarters
}

/** Writes what differs and removes what is no more. */
export const writeSumsAcrossOrganizations = async (
  db: Db,
  rows: readonly SumsRow[],
  state: SumsState,
): Promise<void> => {
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (organization_id text, provider text, servers int,
        native_points bigint, snapshot_points bigint, file_points bigint, storage_bytes bigint, servers_of_unknown_size int,
        costs jsonb, costs_known int, costs_unknown int, days jsonb, posture jsonb, costs_of_files int,
        protections int, protections_on int)
      where organization_id is null or exists (select from organizations o where o.id = g.organization_id)
    ), gone as (
      delete from fleet_sums f where not exists (
        select from given g where g.organization_id is not distinct from f.organization_id and g.provider = f.provider)
    )
    insert into fleet_sums as f select * from given
    on conflict (organization_id, provider) do update set servers = excluded.servers, native_points = excluded.native_points,
      snapshot_points = excluded.snapshot_points, file_points = excluded.file_points, storage_bytes = excluded.storage_bytes,
      servers_of_unknown_size = excluded.servers_of_unknown_size, costs = excluded.costs, costs_known = excluded.costs_known,
      costs_unknown = excluded.costs_unknown, days = excluded.days, posture = excluded.posture, costs_of_files = excluded.costs_of_files,
      protections = excluded.protections, protections_on = excluded.protections_on
    where (f.*) is distinct from (excluded.*)`.execute(db)
  await sql`
    insert into fleet_sums_state (as_of, prices_as_of, revenue, places_used, due)
    values (${state.as_of}, ${state.prices_as_of}, ${JSON.stringify(state.revenue)}::jsonb, ${state.places_used}, ${JSON.stringify(state.due)}::jsonb)
    on conflict (id) do update set as_of = excluded.as_of, prices_as_of = excluded.prices_as_of, revenue = excluded.revenue,
      places_used = excluded.places_used, due = excluded.due`.execute(db)
}

export const findSumsState = async (db: Db): Promise<SumsState | null> => {
  const { rows } = await sql<SumsState>`
    select as_of, prices_as_of, revenue, places_used, due from fleet_sums_state`.execute(db)
  return rows[0] ?? null
}

/** Of the accounts that belong to the scope. */
export const findLastSync = async (db: Db, scope: Scope): Promise<string | null> => {
  const whose = scope === 'all' ? sql`true` : sql`organization_id = ${anyOf(scope)}`
  const { rows } = await sql<{ at: string | null }>`
    select max(last_synced_at) as at from provider_accounts where ${whose}`.execute(db)
  return rows[0]?.at ?? null
}

/** Of the scope, or of one organization within it. */
export const listSums = async (db: Db, scope: Scope, organizationId: string | undefined): Promise<SumsRow[]> => {
  const whose =
    organizationId !== undefined
      ? sql`organization_id = ${organizationId}`
      : scope === 'all'
        ? sql`organization_id is null`
        : sql`organization_id = ${anyOf(scope)}`
  const { rows } = await sql<SumsRow>`select * from fleet_sums where ${whose} order by servers desc, provider`.execute(
    db,
  )
  return rows
}

/** How many servers with backups on keep their RPO, or do not; of the others nothing is judged. */
export const countRpo = async (db: Db, scope: Scope, organizationId: string | undefined) => {
  let kinds = db
    .selectFrom('server_counts')
    .select(['rpo_status', sql<number>`sum(servers)`.as('count')])
    .where('backups_enabled', '=', true)
  if (scope !== 'all') kinds = kinds.where('organization_id', '=', anyOf(scope))
  if (organizationId !== undefined) kinds = kinds.where('organization_id', '=', organizationId)
  const rows = await kinds.groupBy('rpo_status').execute()
  const of = (status: string) => rows.find(({ rpo_status }) => rpo_status === status)?.count ?? 0
  return { met: of('met'), at_risk: of('at_risk'), missed: of('missed') }
}

/** Failed backup runs of each day; a day without any has no row. */
export const countFailedByDay = async (
  db: Db,
  scope: Scope,
  filter: { organization_id: string | undefined; first_id: string; until_id: string },
): Promise<{ day: string; count: number }[]> => {
  const whose =
    filter.organization_id !== undefined
      ? sql`and organization_id = ${filter.organization_id}`
      : scope === 'all'
        ? sql``
        : sql`and organization_id = ${anyOf(scope)}`
  const { rows } = await sql<{ day: string; count: number }>`
    select (created_at at time zone 'UTC')::date as day, count(*) as count from runs
    where outcome = 'failed' and kind = 'backup' and id >= ${filter.first_id} and id < ${filter.until_id} ${whose}
    group by 1`.execute(db)
  return rows
}

export const countDue = async (
  db: Db,
  scope: Scope,
  filter: { organization_id: string | undefined; now: string; until: string },
): Promise<number> => {
  const mine = filter.organization_id === undefined ? scope : [filter.organization_id]
  const within =
    mine === 'all'
      ? sql``
      : sql`and exists (select from servers s where s.id = p.server_id and s.organization_id = ${anyOf(mine)})`
  const { rows } = await sql<{ due: number }>`
    select count(*) as due from protections p where p.next_run_at > ${filter.now} and p.next_run_at <= ${filter.until} ${within}`.execute(
    db,
  )
  return rows[0]?.due ?? 0
}

/** How many servers had backups on at the end of a day; null where that was not written down for all that are meant. */
export const sumProtectedOnDay = async (
  db: Db,
  scope: Scope,
  { organization_id, day }: { organization_id: string | undefined; day: string },
): Promise<number | null> => {
  const mine = organization_id === undefined ? scope : [organization_id]
  const { rows } = await sql<{ servers: number | null }>`
    select sum(d.servers)::int as servers from protected_days d
    where d.day = ${day}::date and ${mine === 'all' ? sql`true` : sql`d.organization_id = ${anyOf(mine)}`}
    having ${mine === 'all' ? sql`bool_or(d.organization_id = (select id from organizations where house))` : sql`count(*) = ${mine.length}`}`.execute(
    db,
  )
  return rows[0]?.servers ?? null
}
