import { type Insertable, sql } from 'kysely'
import type { Role, Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

const withOrganization = (db: Db) =>
  db
    .selectFrom('api_keys')
    .leftJoin('organizations', 'organizations.id', 'api_keys.organization_id')
    .selectAll('api_keys')
    .select('organizations.name as organization_name')

export type ApiKeyRow = Awaited<ReturnType<typeof listApiKeys>>[number]

/** Newest first. Keys of operators belong to no organization, so only scope `all` sees them. */
export const listApiKeys = (
  db: Db,
  filter: { scope: Scope; organization_id: string | undefined; before_id: string | undefined; limit: number },
) => {
  let query = withOrganization(db).orderBy('api_keys.id', 'desc').limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('api_keys.organization_id', '=', anyOf(filter.scope))
  if (filter.organization_id !== undefined) query = query.where('api_keys.organization_id', '=', filter.organization_id)
  if (filter.before_id !== undefined) query = query.where('api_keys.id', '<', filter.before_id)
  return query.execute()
}

export const findApiKey = (db: Db, scope: Scope, id: string) => {
  const query = withOrganization(db).where('api_keys.id', '=', id)
  return (scope === 'all' ? query : query.where('api_keys.organization_id', '=', anyOf(scope))).executeTakeFirst()
}

export const findApiKeyByHash = (db: Db, hash: string) =>
  db
    .selectFrom('api_keys')
    .select(['id', 'name', 'operator', 'organization_id', 'role', 'expires_at', 'last_used_at'])
    .where('key_hash', '=', hash)
    .executeTakeFirst()

export const insertApiKey = (db: Db, row: Insertable<Database['api_keys']>) =>
  db.insertInto('api_keys').values(row).execute()

export const touchApiKey = (db: Db, id: string, at: string) =>
  db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute()

export const deleteApiKey = (db: Db, id: string) => db.deleteFrom('api_keys').where('id', '=', id).execute()

/** Keys are their maker's: when somebody leaves, the keys made there go too. */
export const deleteApiKeysOf = (db: Db, userId: string, organizationId: string | null) => {
  const query = db.deleteFrom('api_keys').where('created_by', '=', userId)
  return (
    organizationId === null ? query.where('operator', '=', true) : query.where('organization_id', '=', organizationId)
  )
    .returning(['id', 'name'])
    .execute()
}

/** When somebody's role falls, keys that reach above it go. */
export const deleteApiKeysAbove = (db: Db, userId: string, organizationId: string, allowed: readonly Role[]) =>
  db
    .deleteFrom('api_keys')
    .where('created_by', '=', userId)
    .where('organization_id', '=', organizationId)
    .where('role', '!=', sql<Role>`all(${[...allowed]})`)
    .returning(['id', 'name'])
    .execute()
