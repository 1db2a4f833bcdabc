import { type Insertable, sql } from 'kysely'
import type { Role, Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

const organizations = (db: Db) =>
  db
    .selectFrom('organizations')
    .select(['id', 'name', 'house', 'created_at', 'updated_at'])
    .select(sql<number>`(select count(*) from members m where m.organization_id = organizations.id)`.as('member_count'))

/** By name, without regard to case, with how their servers stand: three counts by one index for each row of a page. */
export const listOrganizations = (
  db: Db,
  filter: { scope: Scope; q: string | undefined; after: { name: string; id: string } | null; limit: number },
) => {
  const servers = sql`from servers s where s.organization_id = organizations.id`
  let query = organizations(db)
    .select([
      sql<number>`(select count(*) ${servers})`.as('server_count'),
      sql<number>`(select count(*) ${servers} and s.backups_enabled)`.as('protected_count'),
      sql<number>`(select count(*) ${servers} and s.rpo_status = 'missed')`.as('missed_count'),
    ])
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('id', '=', anyOf(filter.scope))
  if (filter.q) query = query.where(sql<boolean>`strpos(lower(name), lower(${filter.q})) > 0`)
  if (filter.after)
    query = query.where(sql<boolean>`(lower(name), id) > (lower(${filter.after.name}), ${filter.after.id})`)
  return query.execute()
}

export const findOrganization = (db: Db, scope: Scope, id: string) => {
  const query = organizations(db).where('id', '=', id)
  return (scope === 'all' ? query : query.where('id', '=', anyOf(scope))).executeTakeFirst()
}

/** Holds the organization's row, so that changes which count its members come one after the other. */
/** Against others that hold it or lock it, not against rows that come to refer to it. */
export const holdOrganizationRow = (db: Db, id: string) =>
  db.selectFrom('organizations').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

export const lockOrganization = (db: Db, id: string) =>
  db.selectFrom('organizations').select('id').where('id', '=', id).forUpdate().executeTakeFirst()

/** Resolves with nothing when the name is taken. */
export const insertOrganization = (db: Db, row: Insertable<Database['organizations']>) =>
  db
    .insertInto('organizations')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()

export const isNameTaken = async (db: Db, name: string, exceptId: string): Promise<boolean> =>
  (await db
    .selectFrom('organizations')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where('id', '!=', exceptId)
    .executeTakeFirst()) !== undefined

export const updateOrganizationName = (db: Db, id: string, name: string, at: string) =>
  db.updateTable('organizations').set({ name, updated_at: at }).where('id', '=', id).execute()

/** Whether Stripe bills the organization: what ended there, or never began, does not count. */
export const hasLiveStripeSubscription = async (db: Db, id: string): Promise<boolean> =>
  (await db
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', id)
    .where('stripe_item_id', 'is not', null)
    .where('status', 'not in', ['canceled', 'declined'])
    .executeTakeFirst()) !== undefined

export const deleteOrganization = (db: Db, id: string) => db.deleteFrom('organizations').where('id', '=', id).execute()

const members = (db: Db) =>
  db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .select(['members.id', 'members.organization_id', 'members.user_id', 'users.name', 'users.email', 'members.role'])
    .select(['users.two_factor_enabled', 'members.created_at'])

/** In the order they joined. */
export const listMembers = (db: Db, organizationId: string, page: { after_id: string | undefined; limit: number }) =>
  members(db)
    .where('members.organization_id', '=', organizationId)
    .where('members.id', '>', page.after_id ?? '')
    .orderBy('members.id')
    .limit(page.limit)
    .execute()

export const findMember = (db: Db, organizationId: string, id: string) =>
  members(db).where('members.organization_id', '=', organizationId).where('members.id', '=', id).executeTakeFirst()

export const isMember = async (db: Db, organizationId: string, userId: string): Promise<boolean> =>
  (await db
    .selectFrom('members')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()) !== undefined

export const countOwners = async (db: Db, organizationId: string): Promise<number> => {
  const row = await db
    .selectFrom('members')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow()
  return row.count
}

export const insertMember = (db: Db, row: Insertable<Database['members']>) =>
  db.insertInto('members').values(row).execute()

export const updateMemberRole = (db: Db, organizationId: string, id: string, role: Role) =>
  db.updateTable('members').set({ role }).where('organization_id', '=', organizationId).where('id', '=', id).execute()

export const deleteMember = (db: Db, organizationId: string, id: string) =>
  db.deleteFrom('members').where('organization_id', '=', organizationId).where('id', '=', id).execute()

/** Whether the person with this e-mail is a member already, or without an organization an operator already. */
export const isEmailIn = async (db: Db, organizationId: string | null, email: string): Promise<boolean> => {
  const user = db.selectFrom('users').select('users.id').where('users.email', '=', email)
  const query =
    organizationId === null
      ? user.where('users.operator', '=', true)
      : user.innerJoin('members', 'members.user_id', 'users.id').where('members.organization_id', '=', organizationId)
  return (await query.executeTakeFirst()) !== undefined
}

export const findHouseOrganization = (db: Db) =>
  db.selectFrom('organizations').select(['id', 'name']).where('house', '=', true).executeTakeFirst()
