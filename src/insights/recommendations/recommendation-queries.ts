import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Scope } from '../../context.ts'
import { anyOf } from '../../db/any-of.ts'
import type { Db } from '../../db/database.ts'
import type { Database } from '../../db/tables.gen.ts'
import type { AppliedResult, ListRecommendationsQuery, RecommendationState } from './schema.ts'

export type RecommendationRow = Selectable<Database['recommendations']> & { organization_name: string }

export type DraftRow = {
  id: string
  kind: string
  organization_id: string
  subject_id: string
  facts: unknown
  extent: number
  situation: string
  rank: number
  operators_only: boolean
}

/** Grown by a quarter, or another situation: then what somebody said of it no longer counts. */
const isOther = (said: 'dismissed' | 'applied') =>
  sql.raw(
    `(g.situation is distinct from r.${said}_situation or (g.extent * 4 >= r.${said}_extent * 5 and g.extent > r.${said}_extent))`,
  )

/** Writes those that are new or differ. What was dismissed comes back where it changed materially; what was applied, when it did not help. */
export const writeDrafts = async (
  db: Db,
  drafts: readonly DraftRow[],
  times: { now: string; applied_before: string },
): Promise<void> => {
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as g (id text, kind text, organization_id text, subject_id text,
        facts jsonb, extent bigint, situation text, rank int, operators_only boolean)
      where exists (select from organizations o where o.id = g.organization_id)
    ), held as materialized (
      select g.*, r.id is not null as known,
        r.dismissed_at is not null and not ${isOther('dismissed')} as still_dismissed,
        r.applied_at is not null and (r.applied_at > ${times.applied_before}
          and not ${isOther('applied')}) as still_applied
      from given g left join recommendations r on r.id = g.id
    ), changed as (
      update recommendations r set facts = h.facts, extent = h.extent, situation = h.situation, rank = h.rank,
        operators_only = h.operators_only, holds = true, updated_at = ${times.now},
        dismissed_at = case when h.still_dismissed then r.dismissed_at end,
        dismissed_by_id = case when h.still_dismissed then r.dismissed_by_id end,
        dismissed_by_name = case when h.still_dismissed then r.dismissed_by_name end,
        dismissed_why = case when h.still_dismissed then r.dismissed_why end,
        dismissed_extent = case when h.still_dismissed then r.dismissed_extent end,
        dismissed_situation = case when h.still_dismissed then r.dismissed_situation end,
        applied_at = case when h.still_applied then r.applied_at end,
        applied_by_name = case when h.still_applied then r.applied_by_name end,
        applied_situation = case when h.still_applied then r.applied_situation end,
        applied_extent = case when h.still_applied then r.applied_extent end,
        applied_result = case when h.still_applied then r.applied_result end
      from held h
      where h.id = r.id and ((r.facts, r.extent, r.situation, r.rank, r.operators_only, r.holds)
          is distinct from (h.facts, h.extent, h.situation, h.rank, h.operators_only, true)
        or (r.dismissed_at is not null and not h.still_dismissed) or (r.applied_at is not null and not h.still_applied))
    )
    insert into recommendations (id, kind, organization_id, subject_id, facts, extent, situation, rank, operators_only, holds,
      first_seen_at, updated_at)
    select id, kind, organization_id, subject_id, facts, extent, situation, rank, operators_only, true, ${times.now}, ${times.now}
    from held where not known
    on conflict do nothing`.execute(db)
}

/** What no longer holds goes, but for what somebody said something to. */
export const removeOthersAcrossOrganizations = async (
  db: Db,
  ids: readonly string[],
  times: { now: string; applied_before: string },
): Promise<void> => {
  await sql`
    with gone as materialized (
      select r.id, r.dismissed_at is null and (r.snoozed_until is null or r.snoozed_until <= ${times.now})
        and (r.applied_at is null or r.applied_at <= ${times.applied_before}) as silent
      from recommendations r
      where not exists (select from unnest(${[...ids]}::text[]) as g (id) where g.id = r.id)
    ), removed as (
      delete from recommendations where id in (select id from gone where silent)
    )
    update recommendations set holds = false where holds and id in (select id from gone where not silent)`.execute(db)
}

export const writeState = (db: Db, as_of: string) =>
  sql`insert into recommendations_state (as_of) values (${as_of}) on conflict (id) do update set as_of = excluded.as_of`.execute(
    db,
  )

export const findAsOf = async (db: Db): Promise<string | null> =>
  (await db.selectFrom('recommendations_state').select('as_of').executeTakeFirst())?.as_of ?? null

const selectRows = (db: Db) =>
  db
    .selectFrom('recommendations')
    .selectAll('recommendations')
    .select(
      sql<string>`(select o.name from organizations o where o.id = recommendations.organization_id)`.as(
        'organization_name',
      ),
    )

type Rows<Row> = SelectQueryBuilder<Database, 'recommendations', Row>

const within = <Row>(query: Rows<Row>, scope: Scope): Rows<Row> =>
  scope === 'all' ? query : query.where('organization_id', '=', anyOf(scope)).where('operators_only', '=', false)

const inState = <Row>(query: Rows<Row>, state: RecommendationState, now: string): Rows<Row> => {
  if (state === 'applied') return query.where('applied_at', 'is not', null)
  if (state === 'dismissed') return query.where('applied_at', 'is', null).where('dismissed_at', 'is not', null)
  const open = query.where('applied_at', 'is', null).where('dismissed_at', 'is', null)
  if (state === 'snoozed') return open.where('snoozed_until', '>', now)
  return open.where((eb) => eb.or([eb('snoozed_until', 'is', null), eb('snoozed_until', '<=', now)]))
}

/** The most urgent first. */
export const listRecommendations = (
  db: Db,
  scope: Scope,
  filter: Pick<ListRecommendationsQuery, 'organization_id' | 'kind' | 'state' | 'limit'> & {
    now: string
    after: { rank: number; id: string } | null
  },
): Promise<RecommendationRow[]> => {
  let query = inState(within(selectRows(db), scope), filter.state, filter.now)
    .where('holds', '=', true)
    .orderBy('rank', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (filter.organization_id !== undefined) query = query.where('organization_id', '=', filter.organization_id)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.after !== null) query = query.where(sql<boolean>`(rank, id) < (${filter.after.rank}, ${filter.after.id})`)
  return query.execute()
}

export const findRecommendation = (db: Db, scope: Scope, id: string): Promise<RecommendationRow | undefined> =>
  within(selectRows(db), scope).where('id', '=', id).executeTakeFirst()

export const updateSnoozed = (db: Db, id: string, change: { until: string; by: string }) =>
  db
    .updateTable('recommendations')
    .set({ snoozed_until: change.until, snoozed_by_name: change.by })
    .where('id', '=', id)
    .execute()

export const updateDismissed = (
  db: Db,
  row: Pick<RecommendationRow, 'id' | 'extent' | 'situation'>,
  change: { at: string; by_id: string | null; by: string; why: string | null },
) =>
  db
    .updateTable('recommendations')
    .set({
      dismissed_at: change.at,
      dismissed_by_id: change.by_id,
      dismissed_by_name: change.by,
      dismissed_why: change.why,
      dismissed_extent: row.extent,
      dismissed_situation: row.situation,
    })
    .where('id', '=', row.id)
    .execute()

/** Resolves with whether the caller may go on: nobody has applied it, or whoever began did not come back. */
export const claimToApply = async (
  db: Db,
  row: Pick<RecommendationRow, 'id' | 'extent' | 'situation'>,
  claim: { at: string; given_up_before: string; by: string },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('recommendations')
    .set({
      applied_at: claim.at,
      applied_by_name: claim.by,
      applied_extent: row.extent,
      applied_situation: row.situation,
    })
    .where('id', '=', row.id)
    .where('applied_result', 'is', null)
    .where((eb) => eb.or([eb('applied_at', 'is', null), eb('applied_at', '<', claim.given_up_before)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What came of it; null gives it back, since nothing did. */
export const updateApplied = (db: Db, id: string, result: AppliedResult | null) =>
  db
    .updateTable('recommendations')
    .set(
      result === null
        ? {
            applied_at: null,
            applied_by_name: null,
            applied_extent: null,
            applied_situation: null,
            applied_result: null,
          }
        : { applied_result: JSON.stringify(result) },
    )
    .where('id', '=', id)
    .execute()
