import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/* Which servers are without a good backup in time, and which of those that were told so are well again: whoever owns them. */

/** Missed and not told yet. What is missed stands in the servers' rows, kept there from each protection's own cadence. */
export const listNewlyMissedAcrossOrganizations = async (db: Db, limit: number) => {
  const { rows } = await sql<{ id: string; name: string; organization_id: string; last_backup_at: string | null }>`
    select s.id, s.name, s.organization_id, s.last_backup_at from servers s
    where s.rpo_status = 'missed'
      and not exists (select from troubles t where t.kind = 'backup.missed' and t.subject = s.id)
    order by s.id limit ${limit}`.execute(db)
  return rows
}

/** Told and not missed any more; without a status nothing is expected of the server now, or it is gone. */
export const listNoLongerMissedAcrossOrganizations = async (db: Db, limit: number) => {
  const { rows } = await sql<{
    id: string
    name: string | null
    organization_id: string | null
    rpo_status: string | null
  }>`
    select t.subject as id, s.name, s.organization_id, s.rpo_status
    from troubles t left join servers s on s.id = t.subject
    where t.kind = 'backup.missed' and s.rpo_status is distinct from 'missed'
    order by t.subject limit ${limit}`.execute(db)
  return rows
}
