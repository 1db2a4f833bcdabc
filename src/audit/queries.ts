import type { Insertable, Selectable } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type AuditEventRow = Selectable<Database['audit_events']>

export const insertAuditEvent = (db: Db, row: Insertable<Database['audit_events']>) =>
  db.insertInto('audit_events').values(row).execute()

export const insertAuditEvents = (db: Db, rows: readonly Insertable<Database['audit_events']>[]) =>
  db.insertInto('audit_events').values(rows).execute()

export type AuditFilter = {
  scope: Scope
  organization_id: string | undefined
  action: string | undefined
  actor_id: string | undefined
  target_id: string | undefined
  before_id: string | undefined
  limit: number
}

/** Newest first. */
export const listAuditEvents = (db: Db, filter: AuditFilter): Promise<AuditEventRow[]> => {
  let query = db.selectFrom('audit_events').selectAll().orderBy('id', 'desc').limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('organization_id', '=', anyOf(filter.scope))
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.actor_id !== undefined) query = query.where('actor_id', '=', filter.actor_id)
  if (filter.target_id !== undefined) query = query.where('target_id', '=', filter.target_id)
  if (filter.before_id !== undefined) query = query.where('id', '<', filter.before_id)
  if (filter.action !== undefined) {
    query = filter.action.includes('.')
      ? query.where('action', '=', filter.action)
      : query.where('action', '>=', `${filter.action}.`).where('action', '<', `${filter.action}/`)
  }
  return query.execute()
}
