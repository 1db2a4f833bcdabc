import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export const findInstallation = (db: Db) => db.selectFrom('installation').selectAll().executeTakeFirst()

/** Creates the one row unless it is there; resolves with the one that counts. */
export const ensureInstallationRow = async (db: Db, row: Insertable<Database['installation']>) => {
  await db
    .insertInto('installation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db.selectFrom('installation').selectAll().executeTakeFirstOrThrow()
}

export const databaseFacts = async (db: Db): Promise<{ version: string; size_bytes: number }> => {
  const { rows } = await sql<{ version: string; size_bytes: number }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as size_bytes`.execute(db)
  return rows[0] ?? { version: 'not known', size_bytes: 0 }
}

export const countOperators = async (db: Db): Promise<{ operators: number; operators_with: number }> => {
  const { rows } = await sql<{ operators: number; operators_with: number }>`
    select count(*) as operators, count(*) filter (where two_factor_enabled) as operators_with
    from users where operator`.execute(db)
  return rows[0] ?? { operators: 0, operators_with: 0 }
}
