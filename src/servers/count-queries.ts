import { sql } from 'kysely'
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
