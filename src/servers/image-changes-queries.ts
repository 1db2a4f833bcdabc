import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

export const findChangesReadAt = async (db: Db, accountId: string): Promise<string | null> =>
  (
    await db
      .selectFrom('provider_accounts')
      .select('image_changes_read_at')
      .where('id', '=', accountId)
      .executeTakeFirst()
  )?.image_changes_read_at ?? null

export const updateChangesReadAt = (db: Db, accountId: string, at: string) =>
  db.updateTable('provider_accounts').set({ image_changes_read_at: at }).where('id', '=', accountId).execute()

/** Their images are read again, but where that happened after the change: our own runs do so. Rows are locked by id, as everywhere. */
export const markImagesChanged = (
  db: Db,
  accountId: string,
  changes: readonly { ref: string; at: string }[],
  now: string,
) =>
  sql`
    with changed as (select * from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c(ref text, at timestamptz)),
    held as (
      select s.id from servers s join changed c on c.ref = s.provider_ref
      where s.provider_account_id = ${accountId} and (s.history_read_at is null or s.history_read_at <= c.at + interval '1 minute')
      order by s.id for no key update of s
    )
    update servers s set history_due_at = least(coalesce(s.history_due_at, ${now}), ${now}) from held where s.id = held.id`.execute(
    db,
  )
