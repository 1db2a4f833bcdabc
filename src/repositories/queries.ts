import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type RepositoryRow = Selectable<Database['repositories']>
export type CredentialRow = Selectable<Database['gateway_credentials']>

/** For the system's own work, and for verbs that found the repository within the caller's scope. */
export const findRepositoryAcrossOrganizations = (db: Db, id: string): Promise<RepositoryRow | undefined> =>
  db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst()

export const findRepositoryOfServer = (db: Db, server_id: string): Promise<RepositoryRow | undefined> =>
  db.selectFrom('repositories').selectAll().where('server_id', '=', server_id).executeTakeFirst()

/** Holds the row: leases and credentials are given out one after the other. */
export const lockRepository = (db: Db, id: string): Promise<RepositoryRow | undefined> =>
  db.selectFrom('repositories').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

/** Resolves with nothing when the server has one already. */
export const insertRepository = (db: Db, row: Insertable<Database['repositories']>) =>
  db
    .insertInto('repositories')
    .values(row)
    .onConflict((c) => c.column('server_id').doNothing())
    .returningAll()
    .executeTakeFirst()

export const updateRepository = (db: Db, id: string, change: Updateable<Database['repositories']>) =>
  db.updateTable('repositories').set(change).where('id', '=', id).execute()

/** True when it is the first time. */
export const setKitRead = async (db: Db, id: string, at: string): Promise<boolean> =>
  (await db
    .updateTable('repositories')
    .set({ kit_read_at: at })
    .where('id', '=', id)
    .where('kit_read_at', 'is', null)
    .returning('id')
    .executeTakeFirst()) !== undefined

const shown = (db: Db) =>
  db
    .selectFrom('repositories')
    .innerJoin('servers', 'servers.id', 'repositories.server_id')
    .innerJoin('storage_locations', 'storage_locations.id', 'repositories.storage_location_id')
    .selectAll('repositories')
    .select([
      'servers.name as server_name',
      'servers.organization_id',
      'storage_locations.name as location_name',
      'storage_locations.kind as location_kind',
      'storage_locations.failure_domain',
      sql<number>`(select count(*) from repository_objects o
        where o.repository_id = repositories.id and o.damage is not null and o.trashed_at is null)`.as(
        'damaged_objects',
      ),
    ])

/** With what is shown of it. */
export const findRepository = (db: Db, scope: Scope, id: string) => {
  const query = shown(db).where('repositories.id', '=', id)
  return (scope === 'all' ? query : query.where('servers.organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** Oldest first. */
export const listRepositoryRows = (
  db: Db,
  filter: { scope: Scope; server_id: string | undefined; after_id: string | undefined; limit: number },
) => {
  let query = shown(db).orderBy('repositories.id').limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('servers.organization_id', '=', anyOf(filter.scope))
  if (filter.server_id !== undefined) query = query.where('repositories.server_id', '=', filter.server_id)
  if (filter.after_id !== undefined) query = query.where('repositories.id', '>', filter.after_id)
  return query.execute()
}

export const insertCredential = (db: Db, row: Insertable<Database['gateway_credentials']>) =>
  db.insertInto('gateway_credentials').values(row).execute()

/**
 * Later, if it still lives and nobody else has the repository for maintenance. One that was dead for a moment stays dead:
 * maintenance may have begun in it.
 */
export const extendCredential = async (
  db: Db,
  id: string,
  times: { now: string; expires_at: string },
): Promise<boolean> => {
  const row = await db
    .updateTable('gateway_credentials as c')
    .from('repositories as r')
    .set({ expires_at: times.expires_at })
    .whereRef('r.id', '=', 'c.repository_id')
    .where('c.id', '=', id)
    .where('c.revoked_at', 'is', null)
    .where('c.expires_at', '>', times.now)
    .where(
      sql<boolean>`(r.maintenance_until is null or r.maintenance_until <= ${times.now} or r.maintenance_run_id = c.run_id)`,
    )
    .returning('c.id')
    .executeTakeFirst()
  return row !== undefined
}

/** Waits for uploads that the gateway is just writing down under it; resolves with its repository the first time. */
export const revokeCredential = (db: Db, id: string, now: string) =>
  db
    .updateTable('gateway_credentials')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('repository_id')
    .executeTakeFirst()

export const findCredential = (db: Db, id: string): Promise<CredentialRow | undefined> =>
  db.selectFrom('gateway_credentials').selectAll().where('id', '=', id).executeTakeFirst()

export const listLivingInitCredentials = (db: Db, repository_id: string) =>
  db
    .selectFrom('gateway_credentials')
    .select('id')
    .where('repository_id', '=', repository_id)
    .where('rights', '=', 'init')
    .where('revoked_at', 'is', null)
    .execute()

/** Those whose time ended without anybody ending them. */
export const listExpiredCredentials = (db: Db, now: string, limit: number) =>
  db
    .selectFrom('gateway_credentials')
    .select('id')
    .where('revoked_at', 'is', null)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute()

/** Ended so long ago that nobody asks any more. */
export const deleteOldCredentials = (db: Db, revoked_before: string) =>
  db.deleteFrom('gateway_credentials').where('revoked_at', '<', revoked_before).execute()

/** Of one repository: those whose time ended without anybody ending them, and those a run had before. */
export const listStaleCredentials = (db: Db, repository_id: string, run_id: string, now: string) =>
  db
    .selectFrom('gateway_credentials')
    .select('id')
    .where('repository_id', '=', repository_id)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', '<=', now), eb('run_id', '=', run_id)]))
    .execute()

/** Whether somebody else than the run may write now. */
export const hasLivingWriter = async (db: Db, repository_id: string, run_id: string, now: string): Promise<boolean> => {
  const row = await db
    .selectFrom('gateway_credentials')
    .select('id')
    .where('repository_id', '=', repository_id)
    .where('rights', 'in', ['backup', 'init', 'maintenance'])
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where((eb) => eb.or([eb('run_id', 'is', null), eb('run_id', '!=', run_id)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Resolves with false when the lease is another run's by now, or has ended. */
export const extendMaintenance = async (
  db: Db,
  lease: { repository_id: string; run_id: string; now: string; until: string | null },
): Promise<boolean> => {
  const { repository_id, run_id, now, until } = lease
  const row = await db
    .updateTable('repositories')
    .set({ maintenance_until: until, maintenance_run_id: until === null ? null : run_id, updated_at: now })
    .where('id', '=', repository_id)
    .where('maintenance_run_id', '=', run_id)
    .$if(until !== null, (query) => query.where('maintenance_until', '>', now))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** All of it was looked at since its object that was longest not; locks come and go. */
export const recordScrubbed = (db: Db, id: string, now: string) =>
  db
    .updateTable('repositories')
    .set({
      last_scrubbed_at: sql<
        string | null
      >`(select case when bool_or(o.scrubbed_at is null) then null else min(o.scrubbed_at) end
        from repository_objects o where o.repository_id = ${id} and o.trashed_at is null and o.type <> 'locks')`,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute()

/** A repository with all that hangs on it, in the order of their references. */
export const deleteRepositoryRows = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('recovery_points').where('repository_id', '=', id).execute()
  await db.deleteFrom('agent_commands').where('repository_id', '=', id).execute()
  await db.deleteFrom('gateway_credentials').where('repository_id', '=', id).execute()
  await db.deleteFrom('repository_objects').where('repository_id', '=', id).execute()
  await db.deleteFrom('repositories').where('id', '=', id).execute()
}
