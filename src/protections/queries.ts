import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { Method, Phase } from './schema.ts'

export type ProtectionRow = Selectable<Database['protections']>

export const findProtectionAcrossOrganizations = (db: Db, id: string) =>
  db.selectFrom('protections').selectAll().where('id', '=', id).executeTakeFirst()

export const findProtectionOf = (db: Db, serverId: string, method: Method) =>
  db
    .selectFrom('protections')
    .selectAll()
    .where('server_id', '=', serverId)
    .where('method', '=', method)
    .executeTakeFirst()

export const listProtectionsOf = (db: Db, serverId: string) =>
  db.selectFrom('protections').selectAll().where('server_id', '=', serverId).orderBy('method').execute()

export const insertProtection = (db: Db, row: Insertable<Database['protections']>) =>
  db.insertInto('protections').values(row).returningAll().executeTakeFirstOrThrow()

/** Resolves with all protections of its server as they are now, the changed one first. */
export const updateProtection = (db: Db, id: string, change: Updateable<Database['protections']>) =>
  db
    .with('changed', (db) => db.updateTable('protections').set(change).where('id', '=', id).returningAll())
    .selectFrom('changed')
    .selectAll()
    .unionAll((db) =>
      db
        .selectFrom('protections as p')
        .innerJoin('changed', 'changed.server_id', 'p.server_id')
        .selectAll('p')
        .where('p.id', '!=', id),
    )
    .execute()

/** What can overtake a step that was decided on an earlier reading. */
export const findStanding = (db: Db, id: string) =>
  db.selectFrom('protections').select(['desired_state', 'run_id']).where('id', '=', id).executeTakeFirst()

/**
 * Keeps what is sent to the provider, or came of it, with a line in the run's log, while the lease holds. `look_at` is given before
 * it is sent: then not when somebody wants something else by now, or the server was read later than that. Resolves with whether
 * it was kept. One statement, since every change at a provider waits for it.
 */
export const updateAttempt = async (
  db: Db,
  protection: Pick<ProtectionRow, 'id' | 'desired_state' | 'run_id'>,
  lease: { server_id: string; fence: number },
  change: { attempt: string | null; line: string; at: string; look_at: string | null },
): Promise<boolean> => {
  const { rows } = await sql`
    with server as (
      select id from servers
      where id = ${lease.server_id} and lease_fence = ${lease.fence} and lease_until is not null
        and (${change.look_at}::timestamptz is null or observed_at is null or observed_at <= ${change.look_at})
      for no key update
    ), changed as (
      update protections p set attempt = ${change.attempt}, updated_at = ${change.at}
      from server
      where p.id = ${protection.id} and p.server_id = server.id
        and (${change.look_at}::timestamptz is null
          or (desired_state = ${protection.desired_state} and run_id is not distinct from ${protection.run_id}))
      returning p.id
    ), line as (
      insert into run_log (run_id, at, level, message)
      select ${protection.run_id}, ${change.at}, 'info', ${change.line} from changed where ${protection.run_id}::text is not null
    )
    select id from changed`.execute(db)
  return rows.length > 0
}

/** How many servers of the organization take a place of each plan. */
export const countPlacesUsed = async (db: Db, organizationId: string): Promise<Map<string, number>> => {
  const { rows } = await sql<{ plan_id: string; used: number }>`
    select p.plan_id, count(distinct p.server_id) as used
    from protections p join servers s on s.id = p.server_id
    where s.organization_id = ${organizationId} and p.plan_id is not null
    group by p.plan_id`.execute(db)
  return new Map(rows.map((row) => [row.plan_id, row.used]))
}

export type PlaceHolder = Awaited<ReturnType<typeof listPlaceHolders>>[number]

/** The places an organization's servers take, longest wanted first, so that the newest are the first to lose theirs. */
export const listPlaceHolders = async (db: Db, organizationId: string) => {
  const { rows } = await sql<{
    id: string
    server_id: string
    plan_id: string
    method: Method
    phase: Phase
    observed_state: ProtectionRow['observed_state']
    beyond_subscription: boolean
  }>`
    select p.id, p.server_id, p.plan_id, p.method, p.phase, p.observed_state, p.beyond_subscription
    from protections p join servers s on s.id = p.server_id
    where s.organization_id = ${organizationId} and p.plan_id is not null
    order by p.wanted_since, p.id`.execute(db)
  return rows
}

/** What servers show that no protection knows yet: observed states that differ, and backups nobody here switched on. */
export const listUnobserved = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{
    server_id: string
    organization_id: string
    name: string
    native_state: 'on' | 'off'
    protection_id: string | null
  }>`
    select s.id as server_id, s.organization_id, s.name, s.native_state, p.id as protection_id
    from servers s left join protections p on p.server_id = s.id and p.method = 'native'
    where s.id = ${anyOf(serverIds)} and s.native_state <> 'unknown' and (p.attempt is null or p.phase = 'needs_operator')
      and (case when p.id is null then s.native_state = 'on' else p.observed_state <> s.native_state end)
    order by s.id`.execute(db)
  return rows
}

/** Changes under way that nobody has touched since `before`. */
export const listStuckAcrossOrganizations = (db: Db, before: string, limit: number) =>
  db
    .selectFrom('protections')
    .select('id')
    .where('method', '=', 'native')
    .where((eb) =>
      eb.or([
        eb('phase', 'in', ['enabling', 'disabling']),
        // A change of schedule.
        eb.and([eb('phase', '=', 'idle'), eb('attempt', 'is not', null)]),
      ]),
    )
    .where('updated_at', '<', before)
    .limit(limit)
    .execute()

/** The backup of a server's files that waits or is under way. */
export const findOpenBackup = (db: Db, serverId: string) =>
  db
    .selectFrom('agent_commands as c')
    .innerJoin('runs as r', 'r.id', 'c.run_id')
    .select('c.run_id')
    .where('c.server_id', '=', serverId)
    .where('c.kind', '=', 'backup')
    .where('c.state', '!=', 'ended')
    .where('r.state', '!=', 'finished')
    .executeTakeFirst()

export type DueProtection = Awaited<ReturnType<typeof lockDueAcrossOrganizations>>[number]

/** File protections whose time has come, in that order; rows that another worker holds are passed over, and those due before `from`. */
export const lockDueAcrossOrganizations = async (
  db: Db,
  { now, from, limit }: { now: string; from: string | null; limit: number },
) => {
  const { rows } = await sql<
    Pick<ProtectionRow, 'id' | 'server_id' | 'phase' | 'schedule' | 'settings'> & {
      next_run_at: string
      organization_id: string
      server_name: string
      repository_id: string
      has_agent: boolean
      has_open_backup: boolean
    }
  >`
    -- First which, then what of them: joined at once, a plan may read the whole fleet for every thousand.
    with due as materialized (
      select p.id, p.server_id, p.phase, p.schedule, p.settings, p.next_run_at, r.id as repository_id
      from protections p join repositories r on r.server_id = p.server_id
      where p.next_run_at <= ${now} and (${from}::timestamptz is null or p.next_run_at >= ${from}) and p.method = 'files' and p.desired_state = 'on'
      order by p.next_run_at
      limit ${limit}
      for no key update of p skip locked
    )
    select p.id, p.server_id, p.phase, p.schedule, p.settings, p.next_run_at, s.organization_id, s.name as server_name, p.repository_id,
      a.id is not null as has_agent, c.run_id is not null as has_open_backup
    from due p
    cross join lateral (select organization_id, name from servers where id = p.server_id limit 1) s
    left join lateral (select id from agents where server_id = p.server_id and revoked_at is null limit 1) a on true
    left join lateral (
      select c.run_id from agent_commands c join runs n on n.id = c.run_id
      where c.server_id = p.server_id and c.kind = 'backup' and c.state <> 'ended' and n.state <> 'finished' limit 1
    ) c on true
    order by p.next_run_at`.execute(db)
  return rows
}

export const updateNextRuns = async (db: Db, rows: readonly { id: string; next_run_at: string }[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    update protections p set next_run_at = n.next_run_at
    from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ next_run_at }) => next_run_at)}::timestamptz[])
      as n (id, next_run_at)
    where p.id = n.id`.execute(db)
}

/** Snapshots in repositories that no recovery point stands for, written under credentials that have ended. */
export const listStraysAcrossOrganizations = async (db: Db, before: string, limit: number) => {
  const { rows } = await sql<{
    server_id: string
    protection_id: string | null
    repository_id: string
    ref: string
    taken_at: string
  }>`
    select r.server_id, p.id as protection_id, o.repository_id, o.name as ref, o.received_at as taken_at
    from repository_objects o
    join repositories r on r.id = o.repository_id
    left join gateway_credentials c on c.id = o.credential_id
    left join protections p on p.server_id = r.server_id and p.method = 'files'
    where o.type = 'snapshots' and o.trashed_at is null and o.received_at < ${before}
      and (c.id is null or coalesce(c.revoked_at, c.expires_at) < ${before})
      and not exists (select from runs n where n.id = c.run_id and n.state <> 'finished')
      and not exists (
        select from recovery_points k where k.server_id = r.server_id and k.method = 'files' and k.ref = o.name
      )
    order by o.received_at
    limit ${limit}`.execute(db)
  return rows
}

/** How many servers of each organization take a place of each plan, and how many of them go on beyond what is paid for. */
export const countPlacesAcrossOrganizations = async (db: Db) => {
  const { rows } = await sql<{ organization_id: string; plan_id: string; used: number; beyond: number }>`
    select s.organization_id, p.plan_id, count(distinct p.server_id) as used,
      count(distinct p.server_id) filter (where p.beyond_subscription) as beyond
    from protections p join servers s on s.id = p.server_id
    where p.plan_id is not null
    group by 1, 2`.execute(db)
  return rows
}

/** How many servers take a place of each plan, all organizations together. */
export const countPlacesByPlanAcrossOrganizations = async (db: Db): Promise<Map<string, number>> => {
  const { rows } = await sql<{ plan_id: string; used: number }>`
    select plan_id, count(distinct server_id) as used from protections where plan_id is not null group by plan_id`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.plan_id, row.used]))
}

/** What is wanted on these servers, with how long it is kept. */
export const listKeptAcrossOrganizations = (db: Db, serverIds: readonly string[]) =>
  db
    .selectFrom('protections as p')
    .innerJoin('servers as s', 's.id', 'p.server_id')
    .select(['p.server_id', 'p.method', 'p.retention_days', 'p.retention', 'p.schedule', 's.provider', 's.size'])
    .where('p.server_id', '=', anyOf(serverIds))
    .where('p.desired_state', '=', 'on')
    .execute()

export const listServersWithAgentAcrossOrganizations = async (db: Db, serverIds: readonly string[]) => {
  const rows = await db
    .selectFrom('agents')
    .select('server_id')
    .where('server_id', '=', anyOf(serverIds))
    .where('revoked_at', 'is', null)
    .execute()
  return new Set(rows.map(({ server_id }) => server_id))
}
