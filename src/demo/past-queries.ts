import { type Insertable, sql } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

/*
 * The one place where the demo writes what no verb did: rows of times before it was made, and the times of rows that verbs made. Whose
 * they are is given by the demo's own accounts, organizations and subscriptions; nothing else is touched.
 */

export type PastRows = {
  runs: Insertable<Database['runs']>[]
  log: Omit<Insertable<Database['run_log']>, 'seq'>[]
  orders: Insertable<Database['snapshot_orders']>[]
  points: Insertable<Database['recovery_points']>[]
  drills: Insertable<Database['drills']>[]
}

/** Whether it was written: the demo's servers have done, or held, something on a day before the demo was. */
export const hasPast = async (db: Db, accountIds: readonly string[]): Promise<boolean> => {
  const { rows } = await sql<{ has: boolean }>`
    select exists (
      select from servers s, demo d where s.provider_account_id = ${anyOf(accountIds)} and (
        exists (select from recovery_points p where p.server_id = s.id and p.ref = 'earlier-1')
        or exists (select from runs r where r.server_id = s.id and r.created_at < d.created_at - interval '12 hours'))
    ) as has`.execute(db)
  return rows[0]?.has ?? false
}

const most = 500

export const insertPast = async (db: Db, rows: PastRows): Promise<void> => {
  for (const some of inParts(rows.runs)) await db.insertInto('runs').values(some).execute()
  for (const some of inParts(rows.log)) await db.insertInto('run_log').values(some).execute()
  for (const some of inParts(rows.orders)) await db.insertInto('snapshot_orders').values(some).execute()
  for (const some of inParts(rows.points)) {
    // A reading of the cloud may have found one already, and knows nothing of its run.
    await db
      .insertInto('recovery_points')
      .values(some)
      .onConflict((c) =>
        c.columns(['server_id', 'method', 'ref']).doUpdateSet((eb) => ({
          run_id: eb.ref('excluded.run_id'),
          protection_id: eb.ref('excluded.protection_id'),
          created_at: eb.ref('excluded.created_at'),
        })),
      )
      .execute()
  }
  for (const some of inParts(rows.drills)) await db.insertInto('drills').values(some).execute()
}

const inParts = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / most) }, (_, n) => rows.slice(n * most, (n + 1) * most))

/** Those that are there, newest first. */
export const listImages = (db: Db, serverId: string, method: 'native' | 'snapshot') =>
  db
    .selectFrom('recovery_points')
    .select(['id', 'taken_at', 'size_bytes'])
    .where('server_id', '=', serverId)
    .where('method', '=', method)
    .where('state', '=', 'available')
    .orderBy('taken_at', 'desc')
    .execute()

export type Began = { server_id: string; since: string }

/** Backups are on since then, and what the clouds took since is known since it was taken. */
export const dateBackProtections = async (db: Db, began: readonly Began[], readAfter: string): Promise<void> => {
  const given = sql`jsonb_to_recordset(${JSON.stringify(began)}::jsonb) as g (server_id text, since timestamptz)`
  await sql`
    update protections p set wanted_since = g.since, created_at = g.since from ${given}
    where p.server_id = g.server_id and p.created_at > g.since`.execute(db)
  await sql`
    update servers s set backups_enabled_at = case when s.backups_enabled_at is not null then g.since end,
      created_at = least(s.created_at, g.since)
    from ${given} where s.id = g.server_id`.execute(db)
  await sql`
    update recovery_points p set created_at = p.taken_at + ${readAfter}::interval from ${given}
    where p.server_id = g.server_id and p.method <> 'files' and p.created_at > p.taken_at + ${readAfter}::interval`.execute(
    db,
  )
}

export const dateBackOrganization = (db: Db, id: string, at: string) =>
  db.updateTable('organizations').set({ created_at: at }).where('id', '=', id).where('created_at', '>', at).execute()

export const dateBackSubscription = (db: Db, id: string, at: string) =>
  db.updateTable('subscriptions').set({ created_at: at }).where('id', '=', id).where('created_at', '>', at).execute()

export const dateBackEnd = (db: Db, id: string, at: string) =>
  db.updateTable('subscriptions').set({ ends_at: at }).where('id', '=', id).where('status', '=', 'canceled').execute()

/**
 * Lets the daily records of storage and cost begin anew, so that they take in the past. Only where all of them are the demo's: what an
 * installation wrote down of its own stays, and the demo's then begins today.
 */
export const forgetUsageOfDemoAlone = async (db: Db, organizationIds: readonly string[]): Promise<void> => {
  const isAlone = sql`not exists (select from usage_totals where not (organization_id = ${anyOf(organizationIds)}))`
  await sql`delete from provider_usage_totals where ${isAlone}`.execute(db)
  await sql`delete from usage_progress where ${isAlone}`.execute(db)
  await sql`delete from usage_days where ${isAlone}`.execute(db)
  await sql`delete from usage_totals where organization_id = ${anyOf(organizationIds)} and not exists (select from usage_progress)`.execute(
    db,
  )
}

/**
 * How many servers had backups on at the end of each of the days before, by since when they are on. Only where all daily records are the
 * demo's: beside an installation's own, of which nobody counted these days, they would be half of the sum.
 */
export const insertProtectedDaysOfDemoAlone = async (
  db: Db,
  organizationIds: readonly string[],
  { now, days }: { now: string; days: number },
): Promise<void> => {
  await sql`
    insert into protected_days (organization_id, day, servers)
    select o.id, d.day::date, count(s.id)
    from organizations o
    cross join generate_series(${now}::timestamptz - make_interval(days => ${days}), ${now}::timestamptz - interval '1 day', '1 day') g (at)
    cross join lateral (select (g.at at time zone 'UTC')::date as day) d
    left join servers s on s.organization_id = o.id and s.backups_enabled
      and s.backups_enabled_at < (d.day + 1)::timestamp at time zone 'UTC'
    where not exists (select from usage_totals where not (organization_id = ${anyOf(organizationIds)}))
    group by 1, 2
    on conflict (day, organization_id) do update set servers = excluded.servers`.execute(db)
}
