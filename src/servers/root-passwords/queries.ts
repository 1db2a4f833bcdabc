import type { Insertable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Database } from '../../db/tables.gen.ts'

export const insertPassword = (db: Db, row: Insertable<Database['root_passwords']>) =>
  db
    .insertInto('root_passwords')
    .values(row)
    .onConflict((c) => c.column('server_id').doUpdateSet(row))
    .execute()

export type PasswordOwner = { server_id: string; kind: string; id: string | null; now: string }

/** Only for whoever asked for the server, and only while it may still be told. */
export const findPasswordUntil = async (db: Db, owner: PasswordOwner): Promise<string | null> => {
  const row = await db
    .selectFrom('root_passwords')
    .select('expires_at')
    .where('server_id', '=', owner.server_id)
    .where('for_kind', '=', owner.kind)
    .where((eb) => (owner.id === null ? eb('for_id', 'is', null) : eb('for_id', '=', owner.id)))
    .where('expires_at', '>', owner.now)
    .executeTakeFirst()
  return row?.expires_at ?? null
}

/** Takes it away in the same breath: of two who ask at once, one is told. */
export const takePassword = (db: Db, owner: PasswordOwner) =>
  db
    .deleteFrom('root_passwords')
    .where('server_id', '=', owner.server_id)
    .where('for_kind', '=', owner.kind)
    .where((eb) => (owner.id === null ? eb('for_id', 'is', null) : eb('for_id', '=', owner.id)))
    .where('expires_at', '>', owner.now)
    .returning('sealed_password')
    .executeTakeFirst()

export const deleteExpiredPasswordsAcrossOrganizations = (db: Db, now: string) =>
  db.deleteFrom('root_passwords').where('expires_at', '<=', now).execute()
