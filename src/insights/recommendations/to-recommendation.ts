import type { RecommendationRow } from './recommendation-queries.ts'
import { AppliedResult, Facts, type Recommendation, RecommendationKind } from './schema.ts'
import { wordsOf } from './words-of.ts'

/** A row as the API shows it. */
export const toRecommendation = (row: RecommendationRow, now: string): Recommendation => ({
  id: row.id,
  kind: RecommendationKind.parse(row.kind),
  organization_id: row.organization_id,
  organization_name: row.organization_name,
  ...wordsOf(Facts.parse(row.facts), { id: row.organization_id, name: row.organization_name }),
  state: stateOf(row, now),
  snoozed_until: row.snoozed_until,
  dismissed:
    row.dismissed_at === null
      ? null
      : { at: row.dismissed_at, by: row.dismissed_by_name ?? '', why: row.dismissed_why },
  applied: appliedOf(row),
  first_seen_at: row.first_seen_at,
})

const stateOf = (row: RecommendationRow, now: string): Recommendation['state'] => {
  if (row.applied_at !== null) return 'applied'
  if (row.dismissed_at !== null) return 'dismissed'
  return row.snoozed_until !== null && row.snoozed_until > now ? 'snoozed' : 'open'
}

const appliedOf = ({ applied_at, applied_by_name, applied_result }: RecommendationRow): Recommendation['applied'] => {
  if (applied_at === null) return null
  const result = AppliedResult.nullable().parse(applied_result) ?? { run_id: null, message: 'It is being applied.' }
  return { at: applied_at, by: applied_by_name ?? '', ...result }
}
