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

// Three beats.
const silence = sql`interval '1 minute'`
const forgotten = sql`interval '1 hour'`

/**
 * Writes that a worker lives. Of those that fell silent on the same machine it is taken to be the successor, and those of other
 * machines are known for another hour.
 */
export const writeWorkerProcess = async (db: Db, { id, host, now }: { id: string; host: string; now: string }) => {
  await sql`
    insert into worker_processes (id, host, seen_at) values (${id}, ${host}, ${now})
    on conflict (id) do update set seen_at = excluded.seen_at`.execute(db)
  await sql`
    delete from worker_processes where seen_at < ${now}::timestamptz - ${forgotten}
      or (host = ${host} and seen_at < ${now}::timestamptz - ${silence})`.execute(db)
}

export const deleteWorkerProcess = (db: Db, id: string) =>
  db.deleteFrom('worker_processes').where('id', '=', id).execute()

export const countWorkerProcesses = async (db: Db, now: string): Promise<{ alive: number; known: number }> => {
  const { rows } = await sql<{ alive: number; known: number }>`
    select count(*) filter (where seen_at >= ${now}::timestamptz - ${silence}) as alive, count(*) as known
    from worker_processes where seen_at >= ${now}::timestamptz - ${forgotten}`.execute(db)
  return rows[0] ?? { alive: 0, known: 0 }
}
