import { type Insertable, type Selectable, sql } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { PastTime } from '../runs/sum-up-past.ts'
import type { HealthTried } from '../servers/health/schema.ts'

/** With the target's name; null where there is no such server any more. */
export type RestoreRow = Selectable<Database['restores']> & { target_server_name: string | null }

/** Its target is still there. */
export type PlacedRestore = RestoreRow & { target_server_id: string }

const selectRestores = (db: Db, scope: Scope) => {
  const query = db
    .selectFrom('restores as r')
    .innerJoin('servers as s', 's.id', 'r.server_id')
    .leftJoin('servers as t', 't.id', 'r.target_server_id')
    .selectAll('r')
    .select('t.name as target_server_name')
  return scope === 'all' ? query : query.where('s.organization_id', '=', anyOf(scope))
}

export const findRestore = (db: Db, scope: Scope, id: string): Promise<RestoreRow | undefined> =>
  selectRestores(db, scope).where('r.id', '=', id).executeTakeFirst()

export const findRestoreOfRun = (db: Db, runId: string): Promise<RestoreRow | undefined> =>
  selectRestores(db, 'all').where('r.run_id', '=', runId).executeTakeFirst()

/** Newest first. */
export const listRestores = (
  db: Db,
  filter: { scope: Scope; server_id: string | undefined; before_id: string | undefined; limit: number },
): Promise<RestoreRow[]> => {
  let query = selectRestores(db, filter.scope).orderBy('r.id', 'desc').limit(filter.limit)
  if (filter.server_id !== undefined)
    query = query.where((eb) =>
      eb.or([eb('r.server_id', '=', filter.server_id ?? ''), eb('r.target_server_id', '=', filter.server_id ?? '')]),
    )
  if (filter.before_id !== undefined) query = query.where('r.id', '<', filter.before_id)
  return query.execute()
}

/** A restore to the server that has not ended. */
export const findOpenRestore = (db: Db, targetServerId: string) =>
  db
    .selectFrom('restores as r')
    .innerJoin('runs as n', 'n.id', 'r.run_id')
    .select(['r.id', 'r.run_id'])
    .where('r.target_server_id', '=', targetServerId)
    .where('n.state', '!=', 'finished')
    .executeTakeFirst()

export const updateHealth = (db: Db, id: string, health: HealthTried) =>
  db
    .updateTable('restores')
    .set({ health: JSON.stringify(health) })
    .where('id', '=', id)
    .execute()

/** Whether a restore from the recovery point has not ended. */
export const isOpenRestoreOf = async (db: Db, recoveryPointId: string): Promise<boolean> =>
  (await db
    .selectFrom('restores as r')
    .innerJoin('runs as n', 'n.id', 'r.run_id')
    .select('r.id')
    .where('r.recovery_point_id', '=', recoveryPointId)
    .where('n.state', '!=', 'finished')
    .limit(1)
    .executeTakeFirst()) !== undefined

export const insertRestore = (db: Db, row: Insertable<Database['restores']>) =>
  db.insertInto('restores').values(row).execute()

/** How long restores of images took that came to a good end, newest first. Numbers alone: nothing tells whose they were. */
export const listPastTimes = (
  db: Db,
  mode: 'in_place' | 'new_server',
  of: { server_id: string } | { provider: string; size: string | null },
): Promise<PastTime[]> => {
  let query = db
    .selectFrom('restores as r')
    .innerJoin('runs as n', 'n.id', 'r.run_id')
    .innerJoin('servers as s', 's.id', 'r.target_server_id')
    .innerJoin('recovery_points as p', 'p.id', 'r.recovery_point_id')
    .select(sql<number>`(n.stats ->> 'seconds')::float8`.as('seconds'))
    .select('p.size_bytes as bytes')
    .where('r.mode', '=', mode)
    .where('n.outcome', '=', 'succeeded')
    .where(sql<boolean>`n.stats ->> 'method' = 'image'`)
    .orderBy('r.id', 'desc')
    .limit(20)
  query =
    'server_id' in of
      ? query.where('r.target_server_id', '=', of.server_id)
      : query.where('s.provider', '=', of.provider).where('s.size', '=', of.size)
  return query.execute()
}

/** The backup that a restore waits for, before it overwrites anything. */
export const updateSafetyRun = (db: Db, runId: string, safetyRunId: string | null) =>
  db.updateTable('restores').set({ safety_run_id: safetyRunId }).where('run_id', '=', runId).execute()

/**
 * Restores of images, not at their end, whose runs and safety snapshots nothing touched since. One to a new server is the deployment's
 * until that server runs.
 */
export const listLeftAcrossOrganizations = (db: Db, before: string, limit: number): Promise<{ run_id: string }[]> =>
  db
    .selectFrom('restores as r')
    .innerJoin('runs as n', 'n.id', 'r.run_id')
    .innerJoin('recovery_points as p', 'p.id', 'r.recovery_point_id')
    .leftJoin('runs as s', 's.id', 'r.safety_run_id')
    .leftJoin('server_orders as o', 'o.run_id', 'r.run_id')
    .select('r.run_id')
    .where('n.state', '!=', 'finished')
    .where('n.updated_at', '<', before)
    .where('r.mode', 'in', ['in_place', 'new_server'])
    .where('p.method', '!=', 'files')
    .where(({ or, eb }) => or([eb('s.id', 'is', null), eb('s.finished_at', '<', before)]))
    .where(({ or, eb }) => or([eb('o.run_id', 'is', null), eb('o.state', '=', 'ended')]))
    .orderBy('r.id')
    .limit(limit)
    .execute()
