import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type DemoRow = Selectable<Database['demo']>
export type DemoPart = Selectable<Database['demo_parts']>

export const findDemo = (db: Db): Promise<DemoRow | undefined> => db.selectFrom('demo').selectAll().executeTakeFirst()

/** Holds the one row, so that making a part and removing the whole never cross. */
export const lockDemo = (db: Db): Promise<DemoRow | undefined> =>
  db.selectFrom('demo').selectAll().forUpdate().executeTakeFirst()

/** The first who asks counts. */
export const insertDemo = (db: Db, row: Insertable<Database['demo']>) =>
  db
    .insertInto('demo')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()

/** Changes nothing when the demo is not in that state any more. */
export const updateDemo = (db: Db, from: DemoRow['state'], change: Updateable<Database['demo']>) =>
  db.updateTable('demo').set(change).where('state', '=', from).execute()

export const insertPart = (db: Db, part: DemoPart) => db.insertInto('demo_parts').values(part).execute()

export const listParts = (db: Db): Promise<DemoPart[]> => db.selectFrom('demo_parts').selectAll().execute()

/** The account that was connected for the demo before it could be noted down: its label and a loopback address tell. */
export const findAccountOfLabel = (db: Db, provider: string, label: string) =>
  db
    .selectFrom('provider_accounts')
    .select('id')
    .where('provider', '=', provider)
    .where('label', '=', label)
    .where('endpoint', 'like', 'http://127.0.0.1:%')
    .executeTakeFirst()

/** The servers of the demo's accounts, whomever they belong to. */
export const listServersAcrossOrganizations = (db: Db, accountIds: readonly string[]) =>
  db
    .selectFrom('servers')
    .select(['id', 'name', 'organization_id', 'provider', 'provider_ref', 'missing_since', 'backups_enabled'])
    .where('provider_account_id', '=', anyOf(accountIds))
    .execute()
export type DemoServer = Awaited<ReturnType<typeof listServersAcrossOrganizations>>[number]

export const findProtection = (db: Db, serverId: string, method: 'native' | 'snapshot') =>
  db
    .selectFrom('protections')
    .select(['id', 'desired_state', 'observed_state', 'phase', 'schedule'])
    .where('server_id', '=', serverId)
    .where('method', '=', method)
    .executeTakeFirst()

export const countDemo = async (db: Db): Promise<{ organizations: number; servers: number }> => {
  const { rows } = await sql<{ organizations: number; servers: number }>`
    select
      (select count(*) from organizations o join demo_parts p on p.id = o.id) as organizations,
      (select count(*) from servers s join demo_parts p on p.id = s.provider_account_id) as servers`.execute(db)
  return rows[0] ?? { organizations: 0, servers: 0 }
}

/** The server that the demo's own agent made when it came. */
export const findEnrolled = (db: Db, organizationId: string, name: string) =>
  db
    .selectFrom('servers')
    .innerJoin('agents', 'agents.server_id', 'servers.id')
    .select('servers.id')
    .where('servers.organization_id', '=', organizationId)
    .where('servers.name', '=', name)
    .where('agents.revoked_at', 'is', null)
    .executeTakeFirst()

export type DemoIds = { organization_ids: readonly string[]; account_ids: readonly string[] }

/** What is somebody's own and stands in the demo's organizations: it would be lost with them. */
export const listForeignAcrossOrganizations = async (
  db: Db,
  ids: DemoIds,
): Promise<{ what: string; name: string }[]> => {
  const { rows } = await sql<{ what: string; name: string }>`
    select 'server' as what, s.name from servers s
      where s.organization_id = ${anyOf(ids.organization_ids)}
        and (s.provider_account_id is null or not (s.provider_account_id = ${anyOf(ids.account_ids)}))
        and s.id not in (select id from demo_parts where kind = 'server')
    union all
    select 'provider account', a.label from provider_accounts a
      where a.organization_id = ${anyOf(ids.organization_ids)} and not (a.id = ${anyOf(ids.account_ids)})
    union all
    select 'Stripe subscription', s.stripe_subscription_id from subscriptions s
      where s.organization_id = ${anyOf(ids.organization_ids)} and s.stripe_subscription_id is not null
        and s.status <> 'canceled'
    limit 20`.execute(db)
  return rows
}

/** Takes out all of the demo. Protections go with servers, servers with accounts, subscriptions and tasks with organizations. */
export const deleteAllAcrossOrganizations = async (db: Db, ids: DemoIds): Promise<void> => {
  const { organization_ids, account_ids } = ids
  const servers = db.selectFrom('servers').select('id').where('provider_account_id', '=', anyOf(account_ids))
  await db
    .deleteFrom('runs')
    .where((eb) =>
      eb.or([
        eb('organization_id', '=', anyOf(organization_ids)),
        eb('provider_account_id', '=', anyOf(account_ids)),
        eb('server_id', 'in', servers),
      ]),
    )
    .execute()
  await db.deleteFrom('operator_tasks').where('server_id', 'in', servers).execute()
  await db.deleteFrom('provider_accounts').where('id', '=', anyOf(account_ids)).execute()
  await db
    .deleteFrom('servers')
    .where('id', 'in', db.selectFrom('demo_parts').select('id').where('kind', '=', 'server'))
    .execute()
  await db.deleteFrom('organizations').where('id', '=', anyOf(organization_ids)).execute()
  await db.deleteFrom('demo_parts').execute()
}

/** What was learned from a sandbox cloud's made-up numbers. */
export const deleteKnownAddons = async (db: Db, provider: string, addonIds: readonly number[]): Promise<void> => {
  await db
    .deleteFrom('known_addons')
    .where('provider', '=', provider)
    .where('addon_id', 'in', [...addonIds])
    .execute()
}
