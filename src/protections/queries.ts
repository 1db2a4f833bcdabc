import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type { Method } from './schema.ts'

export type ProtectionRow = Selectable<Database['protections']>

export const findProtectionAcrossOrganizations = (db: Db, id: string) =>
  db.selectFrom('protections').selectAll().where('id', '=', id).executeTakeFirst()

export const findProtectionOf = (db: Db, serverId: string, method: Method) =>
  db
    .selectFrom('protections')
    .selectAll()
    .where('server_id', '=', serverId)
    .where('method', '=', method)
    .executeTakeFirst()

export const listProtectionsOf = (db: Db, serverId: string) =>
  db.selectFrom('protections').selectAll().where('server_id', '=', serverId).orderBy('method').execute()

export const insertProtection = (db: Db, row: Insertable<Database['protections']>) =>
  db.insertInto('protections').values(row).returningAll().executeTakeFirstOrThrow()

export const updateProtection = (db: Db, id: string, change: Updateable<Database['protections']>) =>
  db.updateTable('protections').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

/** How many servers of the organization take a place of each plan. */
export const countPlacesUsed = async (db: Db, organizationId: string): Promise<Map<string, number>> => {
  const { rows } = await sql<{ plan_id: string; used: number }>`
    select p.plan_id, count(distinct p.server_id) as used
    from protections p join servers s on s.id = p.server_id
    where s.organization_id = ${organizationId} and p.plan_id is not null
    group by p.plan_id`.execute(db)
  return new Map(rows.map((row) => [row.plan_id, row.used]))
}

/** The places an organization's servers take, longest wanted first, so that the newest are the first to lose theirs. */
export const listPlaceHolders = async (db: Db, organizationId: string) => {
  const { rows } = await sql<{
    id: string
    server_id: string
    plan_id: string
    method: Method
    beyond_subscription: boolean
  }>`
    select p.id, p.server_id, p.plan_id, p.method, p.beyond_subscription
    from protections p join servers s on s.id = p.server_id
    where s.organization_id = ${organizationId} and p.plan_id is not null
    order by p.wanted_since, p.id`.execute(db)
  return rows
}

/** What servers show that no protection knows yet: observed states that differ, and backups nobody here switched on. */
export const listUnobserved = async (db: Db, serverIds: readonly string[]) => {
  const { rows } = await sql<{
    server_id: string
    organization_id: string
    name: string
    native_state: 'on' | 'off'
    protection_id: string | null
  }>`
    select s.id as server_id, s.organization_id, s.name, s.native_state, p.id as protection_id
    from servers s left join protections p on p.server_id = s.id and p.method = 'native'
    where s.id = ${anyOf(serverIds)} and s.native_state <> 'unknown' and p.attempt is null
      and (case when p.id is null then s.native_state = 'on' else p.observed_state <> s.native_state end)
    order by s.id`.execute(db)
  return rows
}
