import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Database } from '../../db/tables.gen.ts'
import type { PastTime } from '../../runs/sum-up-past.ts'

export type SnapshotOrder = Selectable<Database['snapshot_orders']>

export const insertOrder = (db: Db, row: Insertable<Database['snapshot_orders']>) =>
  db.insertInto('snapshot_orders').values(row).execute()

export const findOrder = (db: Db, runId: string): Promise<SnapshotOrder | undefined> =>
  db.selectFrom('snapshot_orders').selectAll().where('run_id', '=', runId).executeTakeFirst()

/** After the server was found within the caller's scope. */
export const findOpenOrder = (db: Db, serverId: string): Promise<SnapshotOrder | undefined> =>
  db
    .selectFrom('snapshot_orders')
    .selectAll()
    .where('server_id', '=', serverId)
    .where('state', '=', 'open')
    .executeTakeFirst()

export const endOrder = (db: Db, runId: string, at: string) =>
  db.updateTable('snapshot_orders').set({ state: 'ended', updated_at: at }).where('run_id', '=', runId).execute()

/** Orders that nothing looks after any more: their job was lost. */
export const listOpenOrdersAcrossOrganizations = (db: Db, before: string, limit: number) =>
  db
    .selectFrom('snapshot_orders')
    .select('run_id')
    .where('state', '=', 'open')
    .where('updated_at', '<', before)
    .orderBy('updated_at')
    .limit(limit)
    .execute()

export const touchOrder = (db: Db, runId: string, at: string) =>
  db.updateTable('snapshot_orders').set({ updated_at: at }).where('run_id', '=', runId).execute()

export const updatePast = (db: Db, runId: string, past: string) =>
  db.updateTable('snapshot_orders').set({ past }).where('run_id', '=', runId).execute()

const pastTime = sql<PastTime>`(r.stats ->> 'seconds')::float8 as seconds, (r.stats ->> 'bytes')::float8 as bytes`
const isTaken = sql`r.kind = 'backup' and r.outcome = 'succeeded' and r.stats ->> 'method' = 'snapshot' and r.stats ? 'seconds'`

/** How long the newest snapshots of a server took, and how large they are. */
export const listPastSnapshots = async (db: Db, serverId: string): Promise<PastTime[]> => {
  const { rows } = await sql<PastTime>`
    select ${pastTime} from runs r where r.server_id = ${serverId} and ${isTaken} order by r.id desc limit 20`.execute(
    db,
  )
  return rows
}

/** The newest of each of some servers of that size. Numbers alone: nothing tells whose they were. */
export const listPastSnapshotsOfLike = async (
  db: Db,
  like: { provider: string; size: string | null },
): Promise<PastTime[]> => {
  const { rows } = await sql<PastTime>`
    select newest.* from
      (select id from servers where provider = ${like.provider} and size = ${like.size} limit 200) s
      cross join lateral (select ${pastTime} from runs r where r.server_id = s.id and ${isTaken} order by r.id desc limit 1) newest
    limit 20`.execute(db)
  return rows
}

export type DueSnapshot = {
  id: string
  server_id: string
  schedule: unknown
  phase: string
  next_run_at: string
  has_open_order: boolean
}

/** Snapshot protections whose time has come; rows that another worker holds are passed over. */
export const lockDueSnapshotsAcrossOrganizations = async (
  db: Db,
  { now, limit }: { now: string; limit: number },
): Promise<DueSnapshot[]> => {
  const { rows } = await sql<DueSnapshot>`
    with due as materialized (
      select p.id, p.server_id, p.schedule, p.phase, p.next_run_at from protections p
      where p.next_run_at <= ${now} and p.method = 'snapshot' and p.desired_state = 'on'
      order by p.next_run_at
      limit ${limit}
      for no key update of p skip locked
    )
    select due.*, exists (select from snapshot_orders o where o.server_id = due.server_id and o.state = 'open') as has_open_order
    from due order by due.next_run_at`.execute(db)
  return rows
}
