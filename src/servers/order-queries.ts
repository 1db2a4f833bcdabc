import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type ServerOrderRow = Selectable<Database['server_orders']>

export const insertOrder = (db: Db, row: Insertable<Database['server_orders']>) =>
  db.insertInto('server_orders').values(row).execute()

/** Null when there is none any more: it is made, or was given up. */
export const findOpenOrder = async (db: Db, runId: string): Promise<ServerOrderRow | null> =>
  (await db
    .selectFrom('server_orders')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', '=', 'open')
    .executeTakeFirst()) ?? null

/** Its step is taken now. */
export const updateOrderTaken = (db: Db, runId: string, { now, until }: { now: string; until: string }) =>
  db
    .updateTable('server_orders')
    .set({ due_at: sql<string>`greatest(due_at, ${now})`, until })
    .where('run_id', '=', runId)
    .where('state', '=', 'open')
    .execute()

export const updateOrderDue = (db: Db, runId: string, at: string) =>
  db.updateTable('server_orders').set({ due_at: at }).where('run_id', '=', runId).where('state', '=', 'open').execute()

export const endOrder = (db: Db, runId: string) =>
  db.updateTable('server_orders').set({ state: 'ended' }).where('run_id', '=', runId).execute()

/** Orders whose step nobody took for long, the longest first; rows that another worker holds are passed over. */
export const lockLeftOrdersAcrossOrganizations = (
  db: Db,
  before: string,
  limit: number,
): Promise<{ run_id: string }[]> =>
  db
    .selectFrom('server_orders')
    .select('run_id')
    .where('state', '=', 'open')
    .where('due_at', '<', before)
    .orderBy('due_at')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute()
