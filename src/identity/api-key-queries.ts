import { type Insertable, sql } from 'kysely'
import { organizationRoles, type Role, type Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { Rights } from './queries.ts'

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

const selectRights = (db: Db, id: string) =>
  db.selectFrom('api_keys').select(['operator', 'organization_id', 'role', 'expires_at']).where('id', '=', id)

type RightsRow = { operator: boolean; organization_id: string | null; role: Role | null }

const rightsIn = ({ operator, organization_id, role }: RightsRow): Rights => ({
  operator,
  memberships: organization_id === null || role === null ? [] : [{ organization_id, role }],
})

/** What a key may do now, held until the transaction ends. */
export const holdRightsOfApiKey = async (db: Db, id: string): Promise<Rights | undefined> => {
  const key = await selectRights(db, id).forShare().executeTakeFirst()
  return key && rightsIn(key)
}

/** What a key may do; undefined once it has ended. */
export const findRightsOfApiKey = async (db: Db, id: string, now: string): Promise<Rights | undefined> => {
  const key = await selectRights(db, id).executeTakeFirst()
  return key === undefined || (key.expires_at !== null && key.expires_at <= now) ? undefined : rightsIn(key)
}

export const insertApiKey = (db: Db, row: Insertable<Database['api_keys']>) =>
  db.insertInto('api_keys').values(row).execute()

export const touchApiKey = (db: Db, id: string, at: string) =>
  db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute()

export const deleteApiKey = (db: Db, id: string) => db.deleteFrom('api_keys').where('id', '=', id).execute()

/** When somebody stops being operator: operator keys go, and so do organizations' keys that reach above that person's role there. */
export const deleteApiKeysBeyondMemberships = (db: Db, userId: string) =>
  db
    .deleteFrom('api_keys')
    .where('created_by', '=', userId)
    .where(
      sql<boolean>`not exists (
        select from members m
        where m.user_id = api_keys.created_by and m.organization_id = api_keys.organization_id
          and array_position(${[...organizationRoles]}::text[], m.role)
            >= array_position(${[...organizationRoles]}::text[], api_keys.role))`,
    )
    .returning(['id', 'name'])
    .execute()

/** When somebody's role falls, keys that reach above it go. */
export const deleteApiKeysAbove = (db: Db, userId: string, organizationId: string, allowed: readonly Role[]) =>
  db
    .deleteFrom('api_keys')
    .where('created_by', '=', userId)
    .where('organization_id', '=', organizationId)
    .where('role', '!=', sql<Role>`all(${[...allowed]})`)
    .returning(['id', 'name'])
    .execute()
