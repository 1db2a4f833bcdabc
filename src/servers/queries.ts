import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

/** With what a list shows beside its own columns. `account_organization_id` is null where the account is the operators' own. */
export type ServerRow = Selectable<Database['servers']> & {
  organization_name: string
  account_organization_id: string | null
}

export const selectServers = (db: Db) =>
  db
    .selectFrom('servers')
    .selectAll('servers')
    .select([
      sql<string>`(select o.name from organizations o where o.id = servers.organization_id)`.as('organization_name'),
      sql<
        string | null
      >`(select a.organization_id from provider_accounts a where a.id = servers.provider_account_id)`.as(
        'account_organization_id',
      ),
    ])

export const findServer = (db: Db, scope: Scope, id: string): Promise<ServerRow | undefined> => {
  const query = selectServers(db).where('id', '=', id)
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** Holds the row, so that what was read stays true until the transaction ends. */
export const lockServer = (db: Db, scope: Scope, id: string): Promise<ServerRow | undefined> => {
  const query = selectServers(db).where('id', '=', id).forUpdate()
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

export const insertServer = (db: Db, row: Insertable<Database['servers']>) =>
  db.insertInto('servers').values(row).execute()

/** For verbs that found the server within the caller's scope, and for the system's own work. */
export const updateServer = (db: Db, id: string, change: Updateable<Database['servers']>) =>
  db.updateTable('servers').set(change).where('id', '=', id).execute()

/** Takes the lease unless somebody has it; resolves with the new fence, or nothing. */
export const takeLease = (db: Db, id: string, lease: { holder: string; until: string; now: string }) =>
  db
    .updateTable('servers')
    .set({ lease_fence: sql<number>`lease_fence + 1`, lease_holder: lease.holder, lease_until: lease.until })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', lease.now)]))
    .returning('lease_fence')
    .executeTakeFirst()

/** Whoever took the lease over since then keeps it. */
export const releaseLease = (db: Db, id: string, fence: number) =>
  db
    .updateTable('servers')
    .set({ lease_holder: null, lease_until: null })
    .where('id', '=', id)
    .where('lease_fence', '=', fence)
    .execute()

export const renewLease = (db: Db, id: string, fence: number, until: string) =>
  db
    .updateTable('servers')
    .set({ lease_until: until })
    .where('id', '=', id)
    .where('lease_fence', '=', fence)
    .where('lease_until', 'is not', null)
    .returning('lease_until')
    .executeTakeFirst()

/** Holds the row when the lease is still the one with this fence. Nobody can take it over before the transaction ends. */
export const lockUnderLease = (db: Db, id: string, fence: number) =>
  db
    .selectFrom('servers')
    .select('id')
    .where('id', '=', id)
    .where('lease_fence', '=', fence)
    .where('lease_until', 'is not', null)
    .forUpdate()
    .executeTakeFirst()

export const findLeaseUntil = (db: Db, id: string) =>
  db.selectFrom('servers').select(['lease_until', 'lease_holder']).where('id', '=', id).executeTakeFirst()
