import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Database } from '../../db/tables.gen.ts'

export type ThrowawayRow = Selectable<Database['throwaway_servers']>
export type ImageDrillsRow = Selectable<Database['image_drills']>

export const findImageDrills = (db: Db, serverId: string): Promise<ImageDrillsRow | undefined> =>
  db.selectFrom('image_drills').selectAll().where('server_id', '=', serverId).executeTakeFirst()

export const upsertImageDrills = (db: Db, row: Insertable<Database['image_drills']>) =>
  db
    .insertInto('image_drills')
    .values(row)
    .onConflict((c) =>
      c
        .column('server_id')
        .doUpdateSet({ ceiling_minor: row.ceiling_minor, currency: row.currency, refused: null, next_at: row.next_at }),
    )
    .execute()

export const updateImageDrills = (db: Db, serverId: string, change: Updateable<Database['image_drills']>) =>
  db.updateTable('image_drills').set(change).where('server_id', '=', serverId).execute()

export const deleteImageDrills = (db: Db, serverId: string) =>
  db.deleteFrom('image_drills').where('server_id', '=', serverId).execute()

export const listDueImageDrillsAcrossOrganizations = (db: Db, now: string, limit: number) =>
  db
    .selectFrom('image_drills')
    .select('server_id')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute()

/** The newest image of a server that nothing speaks against, and whose time is not over. */
export const findNewestGoodImage = (
  db: Db,
  serverId: string,
  methods: readonly ('native' | 'snapshot')[],
  now: string,
) =>
  db
    .selectFrom('recovery_points')
    .select('id')
    .where('server_id', '=', serverId)
    .where('method', 'in', methods)
    .where('state', '=', 'available')
    .where('outcome', '=', 'succeeded')
    .where('damage', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('taken_at', 'desc')
    .executeTakeFirst()

export const insertThrowaway = (db: Db, row: Insertable<Database['throwaway_servers']>) =>
  db.insertInto('throwaway_servers').values(row).execute()

/** Takes the next step of a drill, unless somebody else takes it just now, or its server is gone. */
export const holdThrowaway = (
  db: Db,
  runId: string,
  { now, until }: { now: string; until: string },
): Promise<ThrowawayRow | undefined> =>
  db
    .updateTable('throwaway_servers')
    .set({ held_until: until, touched_at: now })
    .where('run_id', '=', runId)
    .where('gone_at', 'is', null)
    .where((eb) => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst()

export const updateThrowaway = (db: Db, runId: string, change: Updateable<Database['throwaway_servers']>) =>
  db.updateTable('throwaway_servers').set(change).where('run_id', '=', runId).execute()

/** Of two who would order, one does. */
export const markSent = async (db: Db, runId: string, at: string): Promise<boolean> =>
  (await db
    .updateTable('throwaway_servers')
    .set({ sent_at: at })
    .where('run_id', '=', runId)
    .where('sent_at', 'is', null)
    .returning('run_id')
    .executeTakeFirst()) !== undefined

/** Drills that nobody took a step of for a while: whatever became of their worker, their server must go. */
export const listLeftAcrossOrganizations = (db: Db, before: string, limit: number) =>
  db
    .selectFrom('throwaway_servers')
    .select('run_id')
    .where('gone_at', 'is', null)
    .where('touched_at', '<', before)
    .orderBy('touched_at')
    .limit(limit)
    .execute()

/** Kept for a while after they went, so that a listing which began before does not take one for a new server. */
export const deleteOldThrowawaysAcrossOrganizations = (db: Db, before: string) =>
  sql`delete from throwaway_servers where gone_at < ${before}`.execute(db)
