import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** What a weekly report says of an organization. */
export type Week = {
  organization_id: string
  servers: number
  protected: number
  missed: number
  storage_bytes: number
  backups_succeeded: number
  backups_warning: number
  backups_failed: number
  restores_succeeded: number
  restores_failed: number
  drills_passed: number
  drills_failed: number
}

/** The last week of every organization that has servers, but for the demo's. */
export const listWeeksAcrossOrganizations = async (db: Db, since: string): Promise<Week[]> => {
  const { rows } = await sql<Week>`
    with fleet as (
      select organization_id, count(*)::int as servers, (count(*) filter (where backups_enabled))::int as protected,
        (count(*) filter (where rpo_status = 'missed'))::int as missed,
        coalesce(sum(storage_bytes), 0)::bigint as storage_bytes
      from servers where missing_since is null group by organization_id
    ), ended as (
      select organization_id,
        (count(*) filter (where kind = 'backup' and outcome = 'succeeded'))::int as backups_succeeded,
        (count(*) filter (where kind = 'backup' and outcome = 'warning'))::int as backups_warning,
        (count(*) filter (where kind = 'backup' and outcome in ('failed', 'expired')))::int as backups_failed,
        (count(*) filter (where kind = 'restore' and outcome in ('succeeded', 'warning')))::int as restores_succeeded,
        (count(*) filter (where kind = 'restore' and outcome in ('failed', 'expired')))::int as restores_failed
      from runs where kind in ('backup', 'restore') and finished_at >= ${since} group by organization_id
    ), proofs as (
      select s.organization_id, (count(*) filter (where d.passed))::int as drills_passed,
        (count(*) filter (where not d.passed))::int as drills_failed
      from drills d join servers s on s.id = d.server_id where d.finished_at >= ${since} group by s.organization_id
    )
    select f.*, coalesce(e.backups_succeeded, 0) as backups_succeeded, coalesce(e.backups_warning, 0) as backups_warning,
      coalesce(e.backups_failed, 0) as backups_failed, coalesce(e.restores_succeeded, 0) as restores_succeeded,
      coalesce(e.restores_failed, 0) as restores_failed, coalesce(p.drills_passed, 0) as drills_passed,
      coalesce(p.drills_failed, 0) as drills_failed
    from fleet f left join ended e using (organization_id) left join proofs p using (organization_id)
    where not exists (select from demo_parts d where d.kind = 'organization' and d.id = f.organization_id)
    order by f.organization_id`.execute(db)
  return rows
}
