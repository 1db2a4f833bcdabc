import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

// Credentials are made and ended by the system for runs of its own.

export const findRepository = (db: Db, id: string) =>
  db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst()

export const insertCredential = (db: Db, row: Insertable<Database['gateway_credentials']>) =>
  db.insertInto('gateway_credentials').values(row).execute()

/** Unless it was revoked, or another run's maintenance holds the repository. */
export const renewCredential = (db: Db, id: string, lease: { until: string; now: string }) =>
  db
    .updateTable('gateway_credentials')
    .set({ expires_at: lease.until })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where(
      sql<boolean>`(rights = 'read' or not exists (
        select from repositories r
        where r.id = gateway_credentials.repository_id and r.maintenance_until > ${lease.now}
          and r.maintenance_run_id is distinct from gateway_credentials.run_id))`,
    )
    .returning('id')
    .executeTakeFirst()

export const revokeCredential = (db: Db, id: string, at: string) =>
  db
    .updateTable('gateway_credentials')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
