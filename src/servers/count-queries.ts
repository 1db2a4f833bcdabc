import { sql } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'

/** Of each kind one row is left, and none where it comes to nothing. Who folds at the same time finds the rest. */
export const foldCountsAcrossOrganizations = (db: Db) =>
  sql`
    with several as (
      select organization_id, provider, backups_enabled, rpo_status from server_counts group by 1, 2, 3, 4 having count(*) > 1
    ), taken as (
      delete from server_counts c using several s
      where c.organization_id = s.organization_id and c.provider = s.provider and c.backups_enabled = s.backups_enabled
        and c.rpo_status is not distinct from s.rpo_status
      returning c.*
    )
    insert into server_counts
    select organization_id, provider, backups_enabled, rpo_status, sum(servers) from taken group by 1, 2, 3, 4
    having sum(servers) <> 0`.execute(db)

/** How many of these ids are servers of the scope. */
export const countNamed = async (db: Db, scope: Scope, ids: readonly string[]): Promise<number> => {
  const query = db.selectFrom('servers').select(sql<number>`count(*)`.as('servers')).where('id', '=', anyOf(ids))
  const { servers } = await (scope === 'all'
    ? query
    : query.where('organization_id', '=', anyOf(scope))
  ).executeTakeFirstOrThrow()
  return servers
}
