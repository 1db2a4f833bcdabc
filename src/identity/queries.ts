import { type Insertable, type Selectable, sql } from 'kysely'
import type { Caller } from '../context.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type UserRow = Selectable<Database['users']>

export const findUser = (db: Db, id: string) =>
  db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()

export const findUserByEmail = (db: Db, email: string) =>
  db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()

export const insertUser = (db: Db, row: Insertable<Database['users']>) => db.insertInto('users').values(row).execute()

export const insertAccount = (db: Db, row: Insertable<Database['accounts']>) =>
  db.insertInto('accounts').values(row).execute()

export const updateTimeZone = (db: Db, userId: string, time_zone: string, at: string) =>
  db.updateTable('users').set({ time_zone, updated_at: at }).where('id', '=', userId).execute()

export const updatePassword = (db: Db, userId: string, hash: string, at: string) =>
  db
    .updateTable('accounts')
    .set({ password: hash, updated_at: at })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .execute()

export const setOperator = (db: Db, userId: string, operator: boolean, at: string) =>
  db.updateTable('users').set({ operator, updated_at: at }).where('id', '=', userId).execute()

/** From now on every browser of this person is asked for a code again, those told "do not ask here" included. */
export const forgetTrustedBrowsers = (db: Db, userId: string) =>
  db.deleteFrom('verifications').where('value', '=', userId).where('identifier', 'like', 'trust-device-%').execute()

export const removeTwoFactor = async (db: Db, userId: string, at: string) => {
  await db.deleteFrom('two_factors').where('user_id', '=', userId).execute()
  await forgetTrustedBrowsers(db, userId)
  await db.updateTable('users').set({ two_factor_enabled: false, updated_at: at }).where('id', '=', userId).execute()
}

/** Notes the time step of a code that is to be taken. False when it, or a later one, was taken already. */
export const takeTotpStep = async (db: Db, twoFactorId: string, step: number): Promise<boolean> => {
  const result = await db
    .updateTable('two_factors')
    .set({ last_used_step: step })
    .where('id', '=', twoFactorId)
    .where((where) => where.or([where('last_used_step', 'is', null), where('last_used_step', '<', step)]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Holds every operator's row, so that two removals at once cannot leave none. */
export const lockOperators = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('operator', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

export const anyOperator = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('users').select('id').where('operator', '=', true).limit(1).executeTakeFirst()) !== undefined

export const findOperator = (db: Db, userId: string) =>
  db.selectFrom('users').selectAll().where('id', '=', userId).where('operator', '=', true).executeTakeFirst()

export const listOperators = (db: Db, page: { after_id: string | undefined; limit: number }) =>
  db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'two_factor_enabled', 'created_at'])
    .select(
      sql<string | null>`(select max(s.updated_at) from sessions s where s.user_id = users.id)`.as('last_seen_at'),
    )
    .where('operator', '=', true)
    .where('id', '>', page.after_id ?? '')
    .orderBy('id')
    .limit(page.limit)
    .execute()

const membershipsOfUser = sql<{ organization_id: string; role: 'viewer' | 'manager' | 'owner' }[]>`
  (select coalesce(json_agg(json_build_object('organization_id', m.organization_id, 'role', m.role)), '[]')
   from members m where m.user_id = users.id)`.as('memberships')

/** The person behind a session that has not expired, with all memberships, in one read. */
export const findSessionCaller = (db: Db, token: string, now: string) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.id as session_id', 'sessions.updated_at as seen_at', 'users.id', 'users.name', 'users.operator'])
    .select(membershipsOfUser)
    .where('sessions.token', '=', token)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst()

export type Rights = Pick<Caller, 'operator' | 'memberships'>

/** What a person may do now. */
export const findRightsOfUser = (db: Db, userId: string): Promise<Rights | undefined> =>
  db.selectFrom('users').select('operator').select(membershipsOfUser).where('id', '=', userId).executeTakeFirst()

/** What a person may do now, held until the transaction ends. */
export const holdRightsOfUser = async (db: Db, userId: string): Promise<Rights | undefined> => {
  const user = await db.selectFrom('users').select('operator').where('id', '=', userId).forShare().executeTakeFirst()
  const memberships = await db
    .selectFrom('members')
    .select(['organization_id', 'role'])
    .where('user_id', '=', userId)
    .forShare()
    .execute()
  return user && { operator: user.operator, memberships }
}

/** Whether a session is there still; if so, it stays until the transaction ends. */
export const holdSession = async (db: Db, id: string): Promise<boolean> =>
  (await db.selectFrom('sessions').select('id').where('id', '=', id).forShare().executeTakeFirst()) !== undefined

export const touchSession = (db: Db, id: string, at: string) =>
  db.updateTable('sessions').set({ updated_at: at }).where('id', '=', id).execute()

export const listSessions = (
  db: Db,
  userId: string,
  page: { now: string; before_id: string | undefined; limit: number },
) => {
  const query = db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', page.now)
    .orderBy('id', 'desc')
    .limit(page.limit)
  return (page.before_id === undefined ? query : query.where('id', '<', page.before_id)).execute()
}

export const findSession = (db: Db, userId: string, id: string) =>
  db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'ip_address'])
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Ends a person's sessions: all, one, or all but one. Resolves with how many. */
export const deleteSessions = async (
  db: Db,
  userId: string,
  which: { only?: string | null; except?: string | null } = {},
) => {
  let query = db.deleteFrom('sessions').where('user_id', '=', userId)
  if (which.only) query = query.where('id', '=', which.only)
  if (which.except) query = query.where('id', '!=', which.except)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

export const listMembershipsOfUser = (db: Db, userId: string) =>
  db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organization_id')
    .select([
      'members.id as member_id',
      'members.organization_id',
      'organizations.name as organization_name',
      'members.role',
    ])
    .where('members.user_id', '=', userId)
    .orderBy('organizations.name')
    .execute()

export const findOrganizationName = (db: Db, id: string) =>
  db.selectFrom('organizations').select(['id', 'name']).where('id', '=', id).executeTakeFirst()

export const insertLink = (db: Db, row: Insertable<Database['one_time_links']>) =>
  db.insertInto('one_time_links').values(row).execute()

/** Uses a link up. Of two who open it at once, one gets the row. */
export const takeLink = (db: Db, purpose: 'first_operator' | 'password_reset', tokenHash: string, now: string) =>
  db
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()

export const deleteUnusedLinks = (db: Db, userId: string) =>
  db.deleteFrom('one_time_links').where('user_id', '=', userId).where('used_at', 'is', null).execute()

export const deleteExpiredIdentity = async (db: Db, now: string) => {
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute()
  await db.deleteFrom('verifications').where('expires_at', '<', now).execute()
  await db.deleteFrom('one_time_links').where('expires_at', '<', now).execute()
}

/** One setup at a time: the second waits, and then finds an operator. */
export const lockInstallation = (db: Db) =>
  db.selectFrom('installation').select('id').forUpdate().executeTakeFirstOrThrow()
