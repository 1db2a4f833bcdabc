import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

/** With the server it stands on. */
export type AgentRow = Selectable<Database['agents']> & { organization_id: string; server_name: string }

const selectAgents = (db: Db) =>
  db
    .selectFrom('agents')
    .innerJoin('servers', 'servers.id', 'agents.server_id')
    .selectAll('agents')
    .select(['servers.organization_id', 'servers.name as server_name'])

/** Newest first. */
export const listAgents = (
  db: Db,
  filter: {
    scope: Scope
    organization_id: string | undefined
    server_id: string | undefined
    revoked: boolean
    before_id: string | undefined
    limit: number
  },
): Promise<AgentRow[]> => {
  let query = selectAgents(db).orderBy('agents.id', 'desc').limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('servers.organization_id', '=', anyOf(filter.scope))
  if (filter.organization_id !== undefined) query = query.where('servers.organization_id', '=', filter.organization_id)
  if (filter.server_id !== undefined) query = query.where('agents.server_id', '=', filter.server_id)
  if (!filter.revoked) query = query.where('agents.revoked_at', 'is', null)
  if (filter.before_id !== undefined) query = query.where('agents.id', '<', filter.before_id)
  return query.execute()
}

export const findAgent = (db: Db, scope: Scope, id: string): Promise<AgentRow | undefined> => {
  const query = selectAgents(db).where('agents.id', '=', id)
  return (scope === 'all' ? query : query.where('servers.organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** Holds the agent's row. */
export const lockAgent = (db: Db, scope: Scope, id: string): Promise<AgentRow | undefined> => {
  const query = selectAgents(db).where('agents.id', '=', id).forUpdate('agents')
  return (scope === 'all' ? query : query.where('servers.organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** The agent that a server has now; for verbs that found the server within the caller's scope. */
export const findAgentOfServer = (db: Db, serverId: string): Promise<AgentRow | undefined> =>
  selectAgents(db).where('agents.server_id', '=', serverId).where('agents.revoked_at', 'is', null).executeTakeFirst()

/** Another server of the organization whose agent runs on the same machine. */
export const findNeighbour = (db: Db, organizationId: string, other: { machine_id: string; server_id: string }) =>
  selectAgents(db)
    .where('agents.machine_id', '=', other.machine_id)
    .where('agents.server_id', '!=', other.server_id)
    .where('agents.revoked_at', 'is', null)
    .where('servers.organization_id', '=', organizationId)
    .limit(1)
    .executeTakeFirst()

export const insertAgent = (db: Db, row: Insertable<Database['agents']>) =>
  db.insertInto('agents').values(row).execute()

/** For the agent itself, which was authenticated, and for verbs that found it within the caller's scope. */
export const updateAgent = (db: Db, id: string, change: Updateable<Database['agents']>) =>
  db.updateTable('agents').set(change).where('id', '=', id).execute()

export type EnrolmentRow = Selectable<Database['enrolments']>

export const insertEnrolment = (db: Db, row: Insertable<Database['enrolments']>): Promise<EnrolmentRow> =>
  db.insertInto('enrolments').values(row).returningAll().executeTakeFirstOrThrow()

/** Newest first. */
export const listEnrolments = (
  db: Db,
  filter: {
    scope: Scope
    organization_id: string | undefined
    server_id: string | undefined
    before_id: string | undefined
    limit: number
  },
): Promise<EnrolmentRow[]> => {
  let query = db.selectFrom('enrolments').selectAll().orderBy('id', 'desc').limit(filter.limit)
  if (filter.scope !== 'all') query = query.where('organization_id', '=', anyOf(filter.scope))
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.server_id !== undefined) query = query.where('server_id', '=', filter.server_id)
  if (filter.before_id !== undefined) query = query.where('id', '<', filter.before_id)
  return query.execute()
}

/** Holds the row. */
export const lockEnrolment = (db: Db, scope: Scope, id: string): Promise<EnrolmentRow | undefined> => {
  const query = db.selectFrom('enrolments').selectAll().where('id', '=', id).forUpdate()
  return (scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope))).executeTakeFirst()
}

/** By its secret, for whoever holds it; holds the row, so that of two machines one comes second. */
export const lockEnrolmentByToken = (db: Db, tokenHash: string): Promise<EnrolmentRow | undefined> =>
  db.selectFrom('enrolments').selectAll().where('token_hash', '=', tokenHash).forUpdate().executeTakeFirst()

/** The same without holding it. */
export const findEnrolmentByToken = (db: Db, tokenHash: string): Promise<EnrolmentRow | undefined> =>
  db.selectFrom('enrolments').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()

export const updateEnrolment = (db: Db, id: string, change: Updateable<Database['enrolments']>) =>
  db.updateTable('enrolments').set(change).where('id', '=', id).execute()
