import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type TargetRow = Selectable<Database['notification_targets']>

export const insertTarget = (db: Db, row: Insertable<Database['notification_targets']>): Promise<TargetRow> =>
  db.insertInto('notification_targets').values(row).returningAll().executeTakeFirstOrThrow()

/** The operators' own belong to no organization: only the scope `all` has them. */
export const findTarget = (db: Db, scope: Scope, id: string): Promise<TargetRow | undefined> => {
  const query = db.selectFrom('notification_targets').selectAll().where('id', '=', id)
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

export const countTargets = async (db: Db, organizationId: string | null): Promise<number> => {
  const { count } = await db
    .selectFrom('notification_targets')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(sql<boolean>`organization_id is not distinct from ${organizationId}`)
    .executeTakeFirstOrThrow()
  return count
}

export const listTargets = (
  db: Db,
  filter: {
    scope: Scope
    organization_id: string | undefined
    operators: boolean
    after_id: string | undefined
    limit: number
  },
): Promise<TargetRow[]> => {
  let query = db.selectFrom('notification_targets').selectAll().orderBy('id').limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('organization_id', '=', anyOf(filter.scope))
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.operators) query = query.where('organization_id', 'is', null)
  if (filter.after_id !== undefined) query = query.where('id', '>', filter.after_id)
  return query.execute()
}

export const updateTarget = (db: Db, id: string, change: Updateable<Database['notification_targets']>) =>
  db.updateTable('notification_targets').set(change).where('id', '=', id).returningAll().executeTakeFirst()

/** It fails since the first failure after something was sent. */
export const updateTargetToFailing = (db: Db, id: string, last_error: string, at: string) =>
  db
    .updateTable('notification_targets')
    .set({ last_error, failing_since: sql<string>`coalesce(failing_since, ${at})` })
    .where('id', '=', id)
    .execute()

export const deleteTarget = (db: Db, id: string) => db.deleteFrom('notification_targets').where('id', '=', id).execute()
