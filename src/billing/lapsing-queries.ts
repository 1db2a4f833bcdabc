import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

export type Lapsing = {
  id: string
  organization_id: string
  plan_name: string
  quantity: number
  past_due: boolean
  over_at: string
  /** Names what is told: this end of this subscription, early or late. */
  told_once: string
}

/** Subscriptions of all organizations that stop to entitle soon, as far as it was not told yet. */
export const listLapsingAcrossOrganizations = async (
  db: Db,
  at: { now: string; soon: string; last: string; grace_ms: number },
  limit: number,
): Promise<Lapsing[]> => {
  const { rows } = await sql<Lapsing>`
    select l.*, t.told_once from (
      select s.id, s.organization_id, p.name as plan_name, s.quantity, s.status = 'past_due' as past_due,
        least(s.ends_at, case when s.status = 'past_due'
          then s.past_due_since + make_interval(secs => ${at.grace_ms / 1_000}::float8) end) as over_at
      from subscriptions s join plans p on p.id = s.plan_id
      where s.lapsed_at is null and s.status in ('active', 'trialing', 'past_due')
        and (s.ends_at is not null or s.past_due_since is not null)
    ) l
    cross join lateral (
      select concat_ws(' ', 'lapsing', l.id, l.past_due, extract(epoch from l.over_at)::bigint,
        case when l.over_at <= ${at.last} then 'last' else 'soon' end) as told_once
    ) t
    where l.over_at > ${at.now} and (l.over_at <= ${at.soon} or l.past_due)
      and not exists (select from notices n where n.told_once = t.told_once)
    order by l.id limit ${limit}`.execute(db)
  return rows
}
