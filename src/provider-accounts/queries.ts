import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type ProviderAccountRow = Selectable<Database['provider_accounts']>

/** For the system's own work, and for verbs that found the account within the caller's scope. */
export const findAccountAcrossOrganizations = (db: Db, id: string): Promise<ProviderAccountRow | undefined> =>
  db.selectFrom('provider_accounts').selectAll().where('id', '=', id).executeTakeFirst()

const accounts = (db: Db) =>
  db
    .selectFrom('provider_accounts')
    .selectAll('provider_accounts')
    .select([
      sql<number>`(select count(*) from servers s where s.provider_account_id = provider_accounts.id)`.as(
        'server_count',
      ),
      sql<number>`(select count(*) from servers s where s.provider_account_id = provider_accounts.id and s.backups_enabled)`.as(
        'protected_count',
      ),
    ])

/** Members find only those of their organizations; the operators' own have none. */
export const findAccount = (db: Db, scope: Scope, id: string) => {
  const query = accounts(db).where('id', '=', id)
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** Oldest first. */
export const listAccounts = (
  db: Db,
  filter: {
    scope: Scope
    organization_id: string | undefined
    failing?: boolean | undefined
    after_id: string | undefined
    limit: number
  },
) => {
  let query = accounts(db).orderBy('id').limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('organization_id', '=', anyOf(filter.scope))
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.failing !== undefined)
    query = query.where('status', filter.failing ? 'in' : 'not in', ['unauthorized', 'unreachable'])
  if (filter.after_id !== undefined) query = query.where('id', '>', filter.after_id)
  return query.execute()
}

/** Holds the row, so that changes and syncs of one account come one after the other. */
export const lockAccount = (db: Db, id: string): Promise<ProviderAccountRow | undefined> =>
  db.selectFrom('provider_accounts').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

export const insertAccount = (db: Db, row: Insertable<Database['provider_accounts']>) =>
  db.insertInto('provider_accounts').values(row).execute()

export const updateAccount = (db: Db, id: string, change: Updateable<Database['provider_accounts']>) =>
  db.updateTable('provider_accounts').set(change).where('id', '=', id).execute()

export const deleteAccount = (db: Db, id: string) => db.deleteFrom('provider_accounts').where('id', '=', id).execute()

/** What was learned first stands. */
export const insertKnownAddons = async (db: Db, rows: Insertable<Database['known_addons']>[]): Promise<void> => {
  if (rows.length === 0) return
  await db
    .insertInto('known_addons')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute()
}

/** With what the provider's add-on numbers mean, as far as anybody knows. */
export const findAccountToOpen = (db: Db, id: string) =>
  db
    .selectFrom('provider_accounts')
    .selectAll()
    .select(
      sql<KnownAddon[]>`coalesce((
        select jsonb_agg(jsonb_build_object('addon_id', k.addon_id, 'meaning', k.meaning))
        from known_addons k where k.provider = provider_accounts.provider), '[]')`.as('known_addons'),
    )
    .where('id', '=', id)
    .executeTakeFirst()

type KnownAddon = Pick<Selectable<Database['known_addons']>, 'addon_id' | 'meaning'>

export const countServersBeingMade = async (db: Db, id: string): Promise<number> => {
  const servers = await db
    .selectFrom('servers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('provider_account_id', '=', id)
    .where('provider_ref', 'is', null)
    .executeTakeFirstOrThrow()
  // Without the account nobody could destroy them.
  const throwaways = await db
    .selectFrom('throwaway_servers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('provider_account_id', '=', id)
    .where('gone_at', 'is', null)
    .executeTakeFirstOrThrow()
  return servers.count + throwaways.count
}

/** Accounts of all organizations whose sync is due. */
export const listDueAcrossOrganizations = (db: Db, now: string, limit: number) =>
  db
    .selectFrom('provider_accounts')
    .select(['id'])
    .where('next_sync_at', '<=', now)
    .orderBy('next_sync_at')
    .limit(limit)
    .execute()

/** Begins a sync: it now has the account's fence, and an earlier one that still runs can write no more. */
export const takeSyncFence = (db: Db, id: string) =>
  db
    .updateTable('provider_accounts')
    .set({ sync_fence: sql<number>`sync_fence + 1` })
    .where('id', '=', id)
    .returning('sync_fence')
    .executeTakeFirst()

/** Holds the account when this sync is still its last one. */
export const lockUnderSyncFence = (db: Db, id: string, fence: number) =>
  db
    .selectFrom('provider_accounts')
    .select('id')
    .where('id', '=', id)
    .where('sync_fence', '=', fence)
    .forNoKeyUpdate()
    .executeTakeFirst()
