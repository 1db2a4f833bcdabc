import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

export type DueRepository = { id: string; server_id: string; server_name: string; organization_id: string }

/**
 * Repositories of all organizations whose check is due, longest waiting first: none where a backup is due before `quiet_until`,
 * and none where something is under way already.
 */
export const listDueRepositoriesAcrossOrganizations = async (
  db: Db,
  when: { now: string; quiet_until: string; checked_before: string; failed_before: string; limit: number },
): Promise<DueRepository[]> => {
  const { rows } = await sql<DueRepository>`
    select r.id, r.server_id, s.name as server_name, s.organization_id
    from repositories r join servers s on s.id = r.server_id
    where r.initialized_at is not null
      and coalesce(r.last_checked_at, r.initialized_at)
        < (case when r.last_check_outcome = 'failed' then ${when.failed_before}::timestamptz else ${when.checked_before}::timestamptz end)
      and (r.maintenance_until is null or r.maintenance_until < ${when.now})
      and not exists (select from protections p where p.server_id = r.server_id and p.next_run_at <= ${when.quiet_until})
      and not exists (
        select from runs u where u.server_id = r.server_id and u.state <> 'finished'
          and u.kind in ('check', 'prune', 'backup', 'restore', 'drill'))
    order by coalesce(r.last_checked_at, r.initialized_at), r.id
    limit ${when.limit}`.execute(db)
  return rows
}

/** Repositories of all organizations whose objects were not hashed again for long, longest first; none that waits for it already. */
export const listToScrubAcrossOrganizations = async (
  db: Db,
  when: { scrubbed_before: string; limit: number },
): Promise<DueRepository[]> => {
  const { rows } = await sql<DueRepository>`
    select r.id, r.server_id, s.name as server_name, s.organization_id
    from repositories r join servers s on s.id = r.server_id
    where r.initialized_at is not null and coalesce(r.last_scrubbed_at, r.initialized_at) < ${when.scrubbed_before}
      and not exists (select from runs u where u.server_id = r.server_id and u.state <> 'finished' and u.kind = 'scrub')
    order by coalesce(r.last_scrubbed_at, r.initialized_at), r.id
    limit ${when.limit}`.execute(db)
  return rows
}

/** Whether a backup of the server is due before then. */
export const isBackupDueBefore = async (db: Db, serverId: string, at: string): Promise<boolean> =>
  (await db
    .selectFrom('protections')
    .select('id')
    .where('server_id', '=', serverId)
    .where('next_run_at', '<=', at)
    .limit(1)
    .executeTakeFirst()) !== undefined

export type LostBefore = { running: string; queued: string; forgetting: string }

/** Runs of these kinds that nobody has touched for long: their worker is gone, and so are its tries. Those that wait may wait longer. */
export const listLostRunsAcrossOrganizations = (db: Db, before: LostBefore, limit: number) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('state', '!=', 'finished')
    .where('kind', 'in', ['check', 'prune', 'forget', 'scrub'])
    .where((eb) =>
      eb.or([
        eb('updated_at', '<', before.running).and('state', '=', 'running'),
        eb('updated_at', '<', before.forgetting).and('kind', '=', 'forget'),
        eb('updated_at', '<', before.queued),
      ]),
    )
    .limit(limit)
    .execute()
