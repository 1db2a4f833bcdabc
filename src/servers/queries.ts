import {
  type Insertable,
  type RawBuilder,
  type Selectable,
  type SelectQueryBuilder,
  sql,
  type Updateable,
} from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import { asPattern } from '../db/as-pattern.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { Posture, ServerFilter, ServerSort, ServerStrip } from './schema.ts'
import { isLate, stateConditions, troubleRank } from './state-queries.ts'
import { wentCondition } from './strip-queries.ts'
import type { FilterTimes } from './times-of.ts'

/** With what a list shows beside its own columns. `account_organization_id` is null where the account is the operators' own. */
export type ServerRow = Selectable<Database['servers']> & {
  organization_name: string
  account_organization_id: string | null
}

const accountOrganization = sql<
  string | null
>`(select a.organization_id from provider_accounts a where a.id = servers.provider_account_id)`.as(
  'account_organization_id',
)
const namesBeside = [
  sql<string>`(select o.name from organizations o where o.id = servers.organization_id)`.as('organization_name'),
  accountOrganization,
] as const

const selectServers = (db: Db) => db.selectFrom('servers').selectAll('servers').select(namesBeside)

type Servers<Row> = SelectQueryBuilder<Database, 'servers', Row>

const hasPoints = sql<boolean>`(native_points + snapshot_points + file_points > 0)`
const isWanted = (method: string) =>
  sql<boolean>`protections @> ${sql.lit(JSON.stringify([{ method, desired_state: 'on' }]))}::jsonb`
const takesPlaceOf = (plan_id: string) => sql<boolean>`protections @> ${JSON.stringify([{ plan_id }])}::jsonb`

/** What a filter means in SQL. `stale_before`: the newest backup of a stale server is older than this. */
export const whereFilter = <Row>(
  start: Servers<Row>,
  scope: Scope,
  filter: ServerFilter & FilterTimes,
): Servers<Row> => {
  let query = start
  const [only, ...others] = scope === 'all' ? [] : scope
  // One organization as an equality: its index then gives the order too.
  if (scope !== 'all')
    query = query.where('organization_id', '=', only !== undefined && others.length === 0 ? only : anyOf(scope))
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.provider !== undefined) query = query.where('provider', '=', filter.provider)
  if (filter.backups !== undefined)
    query = query.where(
      filter.backups === 'enabled' ? sql<boolean>`backups_enabled` : sql<boolean>`not backups_enabled`,
    )
  if (filter.state !== undefined) query = query.where(stateConditions(filter.now)[filter.state])
  if (filter.status === 'missing') query = query.where('missing_since', 'is not', null)
  else if (filter.status !== undefined)
    query = query.where('status', '=', filter.status).where('missing_since', 'is', null)
  const isStale = sql<boolean>`coalesce(last_backup_at, backups_enabled_at) < ${filter.stale_before}`
  // In words, not as a parameter: a plan for any value cannot use the index of those that are on.
  if (filter.stale === true) query = query.where(sql<boolean>`backups_enabled`).where(isStale)
  if (filter.plan_type !== undefined) query = query.where('plan_type', '=', filter.plan_type)
  if (filter.region !== undefined) query = query.where('region', '=', filter.region)
  if (filter.method !== undefined) query = query.where(isWanted(filter.method))
  if (filter.plan_id !== undefined) query = query.where(takesPlaceOf(filter.plan_id))
  if (filter.rpo_status !== undefined) query = query.where('rpo_status', '=', filter.rpo_status)
  if (filter.rpo_status === 'missed' || filter.rpo_status === 'at_risk') query = query.where(isLate)
  if (filter.posture !== undefined) query = query.where(sql<boolean>`posture @> array[${filter.posture}]::text[]`)
  if (filter.went !== undefined || filter.day !== undefined)
    query = query.where(wentCondition(filter.went ?? 'missed', filter.day))
  if (filter.critical !== undefined) query = query.where('critical', '=', filter.critical)
  if (filter.has_points !== undefined) query = query.where(hasPoints, '=', filter.has_points)
  if (filter.stale === false) query = query.where((eb) => eb.or([eb('backups_enabled', '=', false), eb.not(isStale)]))
  if (filter.q) {
    const part = asPattern(filter.q)
    query = query.where((eb) =>
      eb.or([sql<boolean>`lower(name) like '%' || lower(${part}) || '%'`, eb('provider_ref', 'like', `${part}%`)]),
    )
  }
  return query
}

type SortKey = { keys: readonly RawBuilder<unknown>[]; of: (text: string) => RawBuilder<unknown> }

/** What is sorted by, just as the indexes have it; `of` makes the same of what a cursor says. */
const sortKeys: Record<string, SortKey> = {
  name: { keys: [sql`lower(name)`], of: (text) => sql`lower(${text})` },
  storage_bytes: { keys: [sql`coalesce(storage_bytes, -1)`], of: (text) => sql`${text}::bigint` },
  last_backup_at: {
    keys: [sql`coalesce(last_backup_at, '-infinity')`],
    of: (text) => sql`${text === '' ? '-infinity' : text}::timestamptz`,
  },
  trouble: {
    keys: [troubleRank, sql`lower(name)`],
    of: (text) => {
      const [rank = '', ...name] = text.split(' ')
      return sql`${rank}::int, lower(${name.join(' ')})`
    },
  },
}

export type ListedRow = ServerRow & { trouble_rank: number }

/** A page in the order of `sort`, and by id among equals. `after` has the sort value and id of the last row before it. */
export const listServers = (
  db: Db,
  scope: Scope,
  filter: ServerFilter & FilterTimes,
  page: { sort: ServerSort; after: { value: string; id: string } | null; limit: number },
): Promise<ListedRow[]> => {
  const descending = page.sort.startsWith('-')
  const sort = sortKeys[page.sort.replace('-', '')]
  if (sort === undefined) throw new Error(`servers are not sorted by ${page.sort}`)
  const direction = descending ? 'desc' : 'asc'
  let query = whereFilter(selectServers(db).select(troubleRank.as('trouble_rank')), scope, filter).limit(page.limit)
  for (const key of sort.keys) query = query.orderBy(key, direction)
  query = query.orderBy('id', direction)
  if (page.after !== null) {
    const beyond = sql.raw(descending ? '<' : '>')
    const place = sql`(${sort.of(page.after.value)}, ${page.after.id})`
    query = query.where(sql<boolean>`(${sql.join(sort.keys)}, id) ${beyond} ${place}`)
  }
  return query.execute()
}

export const findServer = (db: Db, scope: Scope, id: string): Promise<ServerRow | undefined> => {
  const query = selectServers(db).where('id', '=', id)
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** Holds the row, so that what was read stays true until the transaction ends. */
export const lockServer = (db: Db, scope: Scope, id: string): Promise<ServerRow | undefined> => {
  const query = selectServers(db).where('id', '=', id).forNoKeyUpdate()
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

export const insertServer = (db: Db, row: Insertable<Database['servers']>) =>
  db.insertInto('servers').values(row).execute()

/** For verbs that found the server within the caller's scope, and for the system's own work. */
export const updateServer = (db: Db, id: string, change: Updateable<Database['servers']>) =>
  db.updateTable('servers').set(change).where('id', '=', id).execute()

/** Since when backups are on stays as it is while they are. `changed`: the server shows something else than before; then its facts are due. */
export const updateShownProtections = (
  db: Db,
  id: string,
  shown: { protections: string; backups_enabled: boolean; now: string },
) => {
  const isChanged = sql<boolean>`before.protections is distinct from ${shown.protections}::jsonb`
  return db
    .with('before', (cte) =>
      cte.selectFrom('servers').select(['id', 'protections']).where('id', '=', id).forNoKeyUpdate(),
    )
    .updateTable('servers')
    .from('before')
    .set({
      protections: shown.protections,
      backups_enabled: shown.backups_enabled,
      backups_enabled_at: shown.backups_enabled ? sql<string>`coalesce(backups_enabled_at, ${shown.now})` : null,
      facts_due_at: sql<string>`case when ${isChanged} then ${shown.now} else servers.facts_due_at end`,
      updated_at: shown.now,
    })
    .whereRef('servers.id', '=', 'before.id')
    .returning('servers.organization_id')
    .returning(isChanged.as('changed'))
    .executeTakeFirst()
}

/** Takes the lease unless somebody has it; resolves with the server and its new fence, or nothing. */
export const takeLease = (
  db: Db,
  id: string,
  lease: { holder: string; until: string; now: string },
): Promise<ServerRow | undefined> =>
  db
    .updateTable('servers')
    .set({ lease_fence: sql<number>`lease_fence + 1`, lease_holder: lease.holder, lease_until: lease.until })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', lease.now)]))
    .returningAll()
    .returning(namesBeside)
    .executeTakeFirst()

/** Whoever took the lease over since then keeps it. */
export const releaseLease = (db: Db, id: string, fence: number) =>
  db
    .updateTable('servers')
    .set({ lease_holder: null, lease_until: null })
    .where('id', '=', id)
    .where('lease_fence', '=', fence)
    .execute()

export const renewLease = (db: Db, id: string, fence: number, until: string) =>
  db
    .updateTable('servers')
    .set({ lease_until: until })
    .where('id', '=', id)
    .where('lease_fence', '=', fence)
    .where('lease_until', 'is not', null)
    .returning('lease_until')
    .executeTakeFirst()

/** Holds the row when the lease is still the one with this fence. Nobody can take it over before the transaction ends. */
export const lockUnderLease = (db: Db, id: string, fence: number): Promise<ServerRow | undefined> =>
  selectServers(db)
    .where('id', '=', id)
    .where('lease_fence', '=', fence)
    .where('lease_until', 'is not', null)
    .forNoKeyUpdate()
    .executeTakeFirst()

export const findLeaseUntil = (db: Db, id: string) =>
  db.selectFrom('servers').select(['lease_until', 'lease_holder']).where('id', '=', id).executeTakeFirst()

export type ChosenServer = Pick<
  ServerRow,
  | 'id'
  | 'name'
  | 'organization_id'
  | 'critical'
  | 'provider_account_id'
  | 'account_organization_id'
  | 'price_minor'
  | 'currency'
>

/** The servers of the scope that are meant, for bulk work: by id, or all that match. */
export const listChosen = (
  db: Db,
  scope: Scope,
  { ids, ...filter }: ServerFilter & FilterTimes & { ids?: readonly string[] | undefined },
  limit: number,
): Promise<ChosenServer[]> => {
  const columns = [
    'id',
    'name',
    'organization_id',
    'critical',
    'provider_account_id',
    'price_minor',
    'currency',
  ] as const
  const query = whereFilter(db.selectFrom('servers').select(columns).select(accountOrganization), scope, filter)
  return (ids === undefined ? query : query.where('id', '=', anyOf(ids))).orderBy('id').limit(limit).execute()
}

export const listNamed = (db: Db, scope: Scope, ids: readonly string[]): Promise<ServerRow[]> => {
  const query = selectServers(db).where('id', '=', anyOf(ids))
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).execute()
}

/** Servers of all organizations that match, for operators' bulk work. */
export const listServerIdsAcrossOrganizations = async (
  db: Db,
  filter: ServerFilter & FilterTimes,
  limit: number,
): Promise<string[]> => {
  const rows = await whereFilter(db.selectFrom('servers').select('id'), 'all', filter).limit(limit).execute()
  return rows.map(({ id }) => id)
}

/** Held in the order of their ids, so that two bulk changes never wait for each other. */
export const lockServersAcrossOrganizations = (db: Db, ids: readonly string[]): Promise<ServerRow[]> =>
  selectServers(db).where('id', '=', anyOf(ids)).orderBy('id').forNoKeyUpdate().execute()

export const updateOrganizationOf = (db: Db, ids: readonly string[], organizationId: string, at: string) =>
  db
    .updateTable('servers')
    .set({ organization_id: organizationId, updated_at: at })
    .where('id', '=', anyOf(ids))
    .execute()

export const updateCritical = (db: Db, ids: readonly string[], critical: boolean, at: string) =>
  db.updateTable('servers').set({ critical, updated_at: at }).where('id', '=', anyOf(ids)).execute()

/** Whether the account has a server of this name: deployments are told apart by it. */
export const isNameInAccount = async (db: Db, accountId: string, name: string): Promise<boolean> =>
  (await db
    .selectFrom('servers')
    .select('id')
    .where('provider_account_id', '=', accountId)
    .where((eb) =>
      eb.or([sql<boolean>`lower(name) = lower(${name})`, sql<boolean>`lower(provider_name) = lower(${name})`]),
    )
    .executeTakeFirst()) !== undefined

export const deleteServer = (db: Db, id: string) => db.deleteFrom('servers').where('id', '=', id).execute()

/** Of these provider ids, those that are in the account already. */
export const listKnownRefs = async (db: Db, accountId: string, refs: readonly string[]): Promise<string[]> => {
  const rows = await db
    .selectFrom('servers')
    .select('provider_ref')
    .where('provider_account_id', '=', accountId)
    .where('provider_ref', '=', sql<string>`any(${[...refs]})`)
    .execute()
  return rows.flatMap(({ provider_ref }) => provider_ref ?? [])
}

export type ServerFactsRow = {
  server_id: string
  last_backup_at: string | null
  storage_bytes: number | null
  native_points: number
  snapshot_points: number
  file_points: number
  snapshot_bytes: number | null
  rpo_status: 'met' | 'at_risk' | 'missed' | null
  posture: readonly Posture[]
  strip: ServerStrip | null
  facts_due_at: string | null
}

const restorable = sql`s.native_points + s.snapshot_points + s.file_points`

/** Resolves with the servers that look otherwise than before, but for the days that merely moved on. */
export const updateFactsAcrossOrganizations = async (db: Db, facts: readonly ServerFactsRow[], at: string) => {
  const { rows } = await sql<{ id: string; organization_id: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as f (
        server_id text, last_backup_at timestamptz, storage_bytes bigint, native_points int, snapshot_points int, file_points int,
        snapshot_bytes bigint, rpo_status text, posture text[], strip jsonb, facts_due_at timestamptz)
    ), before as (
      select s.id, s.last_backup_at, s.storage_bytes, s.rpo_status, s.strip, ${restorable} as restorable
      from servers s join given g on g.server_id = s.id order by s.id for no key update of s
    ), changed as (
      update servers s set last_backup_at = g.last_backup_at, storage_bytes = g.storage_bytes, rpo_status = g.rpo_status,
        native_points = g.native_points, snapshot_points = g.snapshot_points, file_points = g.file_points, snapshot_bytes = g.snapshot_bytes,
        posture = g.posture, strip = nullif(g.strip, 'null'::jsonb), facts_due_at = g.facts_due_at, updated_at = ${at}
      from given g, before b where s.id = g.server_id and b.id = s.id
      returning s.id, s.organization_id, s.last_backup_at, s.storage_bytes, s.rpo_status, s.strip, ${restorable} as restorable
    )
    select c.id, c.organization_id from changed c join before b on b.id = c.id
    where (c.last_backup_at, c.storage_bytes, c.rpo_status, c.restorable)
        is distinct from (b.last_backup_at, b.storage_bytes, b.rpo_status, b.restorable)
      or (c.strip is distinct from b.strip and c.strip ->> 'last_day' is not distinct from b.strip ->> 'last_day')`.execute(
    db,
  )
  return rows
}

/** Servers whose facts time alone will have changed, longest due first. */
export const listFactsDueAcrossOrganizations = async (db: Db, now: string, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('servers')
    .select('id')
    .where('facts_due_at', '<=', now)
    .orderBy('facts_due_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Servers of an account whose list of images is to be read, longest due first. */
export const listHistoryDueAcrossOrganizations = (db: Db, accountId: string, now: string, limit: number) =>
  db
    .selectFrom('servers')
    .select(['id', 'name', 'size', 'provider_ref', 'native_schedule', 'native_next_at', 'native_state', 'point_refs'])
    .select(sql<boolean>`native_points + snapshot_points > 0`.as('has_images'))
    .where('provider_account_id', '=', accountId)
    .where('provider_ref', 'is not', null)
    .where('missing_since', 'is', null)
    .where('history_due_at', '<=', now)
    .orderBy('history_due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Accounts in use that have such servers, with how many. */
export const listAccountsWithHistoryDueAcrossOrganizations = (db: Db, now: string) =>
  db
    .selectFrom('servers')
    .innerJoin('provider_accounts', 'provider_accounts.id', 'servers.provider_account_id')
    .select('provider_accounts.id')
    .where('servers.history_due_at', '<=', now)
    .where('servers.missing_since', 'is', null)
    .where('provider_accounts.status', '!=', 'unauthorized')
    .groupBy('provider_accounts.id')
    .execute()

/** Nothing is written where something came up since the reading began. */
export const updateHistoryRead = (
  db: Db,
  ids: readonly string[],
  read: { began_at: string; read_at: string; due_at: string | null },
) =>
  db
    .updateTable('servers')
    .set((eb) => ({
      history_read_at: read.read_at,
      history_due_at: eb
        .case()
        .when('history_due_at', '>', read.began_at)
        .then(eb.fn<string | null>('least', [eb.ref('history_due_at'), eb.val(read.due_at)]))
        .else(read.due_at)
        .end(),
    }))
    .where('id', '=', anyOf(ids))
    .execute()

export const updateFactsDue = (db: Db, ids: readonly string[], at: string) =>
  db.updateTable('servers').set({ facts_due_at: at }).where('id', '=', anyOf(ids)).execute()

/** How many servers match in each organization, and one of them to name. */
export const countByOrganizationAcrossOrganizations = (db: Db, filter: ServerFilter & FilterTimes) =>
  whereFilter(db.selectFrom('servers'), 'all', filter)
    .select(['organization_id', 'plan_type'])
    .select([
      sql<number>`count(*)`.as('servers'),
      sql<number>`count(*) filter (where critical)`.as('critical'),
      sql<string>`min(name)`.as('example'),
    ])
    .groupBy(['organization_id', 'plan_type'])
    .orderBy('organization_id')
    .execute()

/** Whole rows of servers of all organizations that match, in the order of their ids. */
export const listMatchingAcrossOrganizations = (
  db: Db,
  filter: ServerFilter & FilterTimes,
  page: { after_id: string | undefined; limit: number },
): Promise<ServerRow[]> => {
  const query = whereFilter(selectServers(db), 'all', filter).orderBy('id').limit(page.limit)
  return (page.after_id === undefined ? query : query.where('id', '>', page.after_id)).execute()
}

export type ServerGroup = { organization_id: string; plan_type: string; stem: string; server_ids: string[] }

/** Servers with backups on that are named alike but for a number at the end, three or more of one organization and plan type. */
export const listGroupsAcrossOrganizations = async (db: Db): Promise<ServerGroup[]> => {
  const { rows } = await sql<ServerGroup>`
    select organization_id, plan_type, regexp_replace(lower(name), '[-_. ]?[0-9]+$', '') as stem, array_agg(id order by id) as server_ids
    from servers where backups_enabled and name ~ '[^0-9][0-9]+$' and missing_since is null
    group by 1, 2, 3 having count(*) >= 3`.execute(db)
  return rows
}
