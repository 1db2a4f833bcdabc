import { type Insertable, sql } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { OperatorTaskStatus } from './schema.ts'

/** Operators' tasks are of all organizations; no member sees them. */
const tasks = (db: Db) => db.selectFrom('operator_tasks').selectAll()

/** Resolves with nothing when one of this kind is open for this server already. */
export const insertTask = (db: Db, row: Insertable<Database['operator_tasks']>) =>
  db
    .insertInto('operator_tasks')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .executeTakeFirst()

export const findOpenTaskAcrossOrganizations = (db: Db, kind: string, serverId: string | null) =>
  tasks(db)
    .where('kind', '=', kind)
    .where(sql<boolean>`server_id is not distinct from ${serverId}`)
    .where('status', '=', 'open')
    .forUpdate()
    .executeTakeFirst()

/** Which of these kinds are open for a server. */
export const listOpenKindsOf = async (db: Db, kinds: readonly string[], serverId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('operator_tasks')
    .select('kind')
    .where('server_id', '=', serverId)
    .where('kind', '=', anyOf(kinds))
    .where('status', '=', 'open')
    .execute()
  return rows.map(({ kind }) => kind)
}

export const findTaskAcrossOrganizations = (db: Db, id: string) =>
  tasks(db).where('id', '=', id).forUpdate().executeTakeFirst()

export const updateTaskText = (
  db: Db,
  id: string,
  text: { title: string; detail: string; link: string | null },
  at: string,
) =>
  db
    .updateTable('operator_tasks')
    .set({ ...text, updated_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const updateTaskToDone = (db: Db, id: string, end: { done_by: string; done_note: string | null; at: string }) =>
  db
    .updateTable('operator_tasks')
    .set({
      status: 'done',
      done_by: end.done_by,
      done_note: end.done_note,
      done_at: end.at,
      updated_at: end.at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Newest first. */
export const listTasksAcrossOrganizations = (
  db: Db,
  filter: { status?: OperatorTaskStatus; server_id?: string; before_id: string | undefined; limit: number },
) => {
  let query = tasks(db).orderBy('id', 'desc').limit(filter.limit)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.server_id !== undefined) query = query.where('server_id', '=', filter.server_id)
  if (filter.before_id !== undefined) query = query.where('id', '<', filter.before_id)
  return query.execute()
}

export const countOpenAcrossOrganizations = async (db: Db) => {
  const oldest = await tasks(db).where('status', '=', 'open').orderBy('id').limit(1).executeTakeFirst()
  const { count } = await db
    .selectFrom('operator_tasks')
    .select(sql<number>`count(*)`.as('count'))
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow()
  return { count, title: oldest?.title ?? null, since: oldest?.created_at ?? null }
}
