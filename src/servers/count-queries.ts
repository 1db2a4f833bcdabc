import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import { whereFilter } from './queries.ts'
import { type CountServersQuery, ServerCounts, type ServerFilter, type ServerState, WorstServer } from './schema.ts'
import { isDrillFailed, isInTrouble, isMissing, isTroubled, stateConditions } from './state-queries.ts'
import type { FilterTimes } from './times-of.ts'

type Filter = CountServersQuery & FilterTimes

/** How many of the servers are in each state: of all that go well nobody counts one by one. */
export const countServers = async (db: Db, scope: Scope, filter: Filter): Promise<ServerCounts> => {
  const kinds = await listKinds(db, scope, filter)
  const sum = (fits: (kind: (typeof kinds)[number]) => boolean) =>
    kinds.filter(fits).reduce((total, { count }) => total + count, 0)
  const enabled = sum(({ backups_enabled }) => backups_enabled)
  const disabled = sum(({ backups_enabled }) => !backups_enabled)
  const { enabled_in_trouble, disabled_in_trouble, only_first_due, ...counts } = await countStates(db, scope, filter)
  return ServerCounts.parse({
    ...counts,
    all: enabled + disabled,
    enabled,
    disabled,
    met: sum(({ rpo_status }) => rpo_status === 'met'),
    missed: sum(({ rpo_status }) => rpo_status === 'missed'),
    at_risk: sum(({ rpo_status }) => rpo_status === 'at_risk'),
    // What is in no other state is the rest, and counting those few that are in one costs less.
    protected: enabled - enabled_in_trouble - only_first_due,
    unprotected: disabled - disabled_in_trouble,
  })
}

/** Triggers keep how many there are of each kind. */
const listKinds = (db: Db, scope: Scope, filter: Filter) => {
  let kinds = db.selectFrom('server_counts')
  if (scope !== 'all') kinds = kinds.where('organization_id', '=', anyOf(scope))
  if (filter.organization_id !== undefined) kinds = kinds.where('organization_id', '=', filter.organization_id)
  if (filter.provider !== undefined) kinds = kinds.where('provider', '=', filter.provider)
  return kinds
    .select(['backups_enabled', 'rpo_status', sql<number>`sum(servers)`.as('count')])
    .groupBy(['backups_enabled', 'rpo_status'])
    .execute()
}

type Counted =
  | 'missing'
  | 'failed'
  | 'drill_failed'
  | 'drifted'
  | 'needs_operator'
  | 'enabling'
  | 'disabling'
  | 'paused'
type StateCounts = Record<
  Counted | 'stale' | 'first_due' | 'only_first_due' | 'enabled_in_trouble' | 'disabled_in_trouble',
  number
>

/** One statement with a part for each group, which an index has alone. */
const countStates = async (db: Db, scope: Scope, filter: Filter): Promise<StateCounts> => {
  const is = stateConditions(filter.now)
  const servers = whereFilter(db.selectFrom('servers'), scope, filter)
  const all = (name: string) => sql<number>`count(*)`.as(name)
  const where = (condition: RawBuilder<boolean>, name: string) =>
    sql<number>`count(*) filter (where ${condition})`.as(name)
  const phases = ['failed', 'drifted', 'needs_operator', 'enabling', 'disabling', 'paused'] as const
  const parts = [
    servers.where(isMissing).select(all('missing')),
    servers.where(isTroubled).select(phases.map((state) => where(is[state], state))),
    servers.where(isDrillFailed).select(all('drill_failed')),
    servers.where(is.first_due).select([all('first_due'), where(sql`${isInTrouble} is not true`, 'only_first_due')]),
    servers
      .where(isInTrouble)
      .select([
        where(sql`backups_enabled`, 'enabled_in_trouble'),
        where(sql`not backups_enabled`, 'disabled_in_trouble'),
      ]),
    whereFilter(db.selectFrom('servers'), scope, { ...filter, stale: true }).select(all('stale')),
  ]
  const named = parts.map((part, n) => sql`${part} as ${sql.id(`part_${n}`)}`)
  const { rows } = await sql<StateCounts>`select * from ${sql.join(named)}`.execute(db)
  const [counts] = rows
  if (counts === undefined) throw new Error('Counts without a group always make one row.')
  return counts
}

// Of more servers than these in one state, the worst of the first ones is bad enough.
const lookedAt = 1_000

/**
 * Of each state its worst server; a state that no server is in has none. The order is worked out of few rows at once: by an index of the
 * order, a rare state would be looked for in all servers.
 */
export const listWorst = async (
  db: Db,
  scope: Scope,
  { states, ...filter }: ServerFilter & FilterTimes & { states: readonly ServerState[] },
): Promise<Map<ServerState, WorstServer>> => {
  if (states.length === 0) return new Map()
  const worst = states.map((state) => {
    const some = whereFilter(db.selectFrom('servers'), scope, { ...filter, state })
      .select(['id', 'critical', 'last_backup_at'])
      .limit(lookedAt)
    return sql`(select ${state}::text as state, id from ${some} as looked_at
      order by critical desc, coalesce(last_backup_at, '-infinity'), id limit 1)`
  })
  const { rows } = await sql<WorstServer & { state: ServerState }>`
    select w.state, s.id, s.name, s.organization_id, o.name as organization_name, s.critical, s.last_backup_at, s.missing_since, s.protections
    from (${sql.join(worst, sql` union all `)}) w
    join servers s on s.id = w.id
    join organizations o on o.id = s.organization_id`.execute(db)
  return new Map(rows.map(({ state, ...row }) => [state, WorstServer.parse(row)]))
}

/** Of each kind one row is left, and none where it comes to nothing. Who folds at the same time finds the rest. */
export const foldCountsAcrossOrganizations = (db: Db) =>
  sql`
    with several as (
      select organization_id, provider, backups_enabled, rpo_status from server_counts group by 1, 2, 3, 4 having count(*) > 1
    ), taken as (
      delete from server_counts c using several s
      where c.organization_id = s.organization_id and c.provider = s.provider and c.backups_enabled = s.backups_enabled
        and c.rpo_status is not distinct from s.rpo_status
      returning c.*
    )
    insert into server_counts
    select organization_id, provider, backups_enabled, rpo_status, sum(servers) from taken group by 1, 2, 3, 4
    having sum(servers) <> 0`.execute(db)

/** How many of these ids are servers of the scope. */
export const countNamed = async (db: Db, scope: Scope, ids: readonly string[]): Promise<number> => {
  const query = db.selectFrom('servers').select(sql<number>`count(*)`.as('servers')).where('id', '=', anyOf(ids))
  const { servers } = await (scope === 'all'
    ? query
    : query.where('organization_id', '=', anyOf(scope))
  ).executeTakeFirstOrThrow()
  return servers
}
