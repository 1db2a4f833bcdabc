import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

/** A file snapshot that can be restored, as the catalogue knows it by `ref`. */
export type FilePoint = Pick<
  Selectable<Database['recovery_points']>,
  'id' | 'server_id' | 'ref' | 'source' | 'taken_at' | 'catalogued_at' | 'warning'
> & { repository_id: string }

const selectFilePoints = (db: Db) =>
  db
    .selectFrom('recovery_points')
    .select(['id', 'server_id', 'ref', 'source', 'taken_at', 'catalogued_at', 'warning'])
    .select((eb) => eb.ref('repository_id').$notNull().as('repository_id'))
    .where('method', '=', 'files')
    .where('state', '=', 'available')
    .where('repository_id', 'is not', null)

/** For the system's own work. */
export const findFilePointAcrossOrganizations = (db: Db, id: string): Promise<FilePoint | undefined> =>
  selectFilePoints(db).where('id', '=', id).executeTakeFirst()

/** Newest first. After the server, or a recovery point of it, was found within the caller's scope. */
export const listFilePointsOfServer = (db: Db, serverId: string): Promise<FilePoint[]> =>
  selectFilePoints(db).where('server_id', '=', serverId).orderBy('taken_at', 'desc').orderBy('id', 'desc').execute()

/** For the system's own work. */
export const listFilePointsOfRepositoryAcrossOrganizations = (db: Db, repositoryId: string): Promise<FilePoint[]> =>
  selectFilePoints(db)
    .where('repository_id', '=', repositoryId)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export const updateCatalogued = (db: Db, id: string, at: string) =>
  db.updateTable('recovery_points').set({ catalogued_at: at, updated_at: at }).where('id', '=', id).execute()

/** What the catalogue said of them is gone. */
export const clearCatalogued = (db: Db, repositoryId: string, now: string) =>
  db
    .updateTable('recovery_points')
    .set({ catalogued_at: null, updated_at: now })
    .where('repository_id', '=', repositoryId)
    .where('catalogued_at', 'is not', null)
    .execute()
