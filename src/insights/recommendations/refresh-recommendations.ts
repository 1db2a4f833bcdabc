import { type Context, inTransaction } from '../../context.ts'
import { publishEvent } from '../../events/publish-event.ts'
import { dayMs, hourMs, isoPlusMs } from '../../lib/clock.ts'
import { draftCheaper } from './draft-cheaper.ts'
import { draftDrift } from './draft-drift.ts'
import { draftId } from './draft-id.ts'
import { draftPlaces } from './draft-places.ts'
import { draftRetention } from './draft-retention.ts'
import { draftStale } from './draft-stale.ts'
import { type DraftRow, removeOthersAcrossOrganizations, writeDrafts, writeState } from './recommendation-queries.ts'
import { type Draft, RecommendationKind } from './schema.ts'

const batch = 1_000

/**
 * Works out anew what would do customers good. What is the same stays as it is, with what people said to it; what was dismissed
 * comes back when it grew by a quarter or the situation is another; what was applied and did not help, after an hour.
 */
export const refreshRecommendations = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  const drafts = [
    ...(await draftDrift(ctx)),
    ...(await draftStale(ctx)),
    ...(await draftPlaces(ctx)),
    ...(await draftRetention(ctx)),
    ...(await draftCheaper(ctx)),
  ].map(toRow)
  for (let from = 0; from < drafts.length; from += batch)
    await writeDrafts(ctx.db, drafts.slice(from, from + batch), { now, applied_before: isoPlusMs(now, -hourMs) })
  await inTransaction(ctx, async (ctx) => {
    const ids = drafts.map(({ id }) => id)
    await removeOthersAcrossOrganizations(ctx.db, ids, { now, applied_before: isoPlusMs(now, -dayMs) })
    await writeState(ctx.db, now)
    await publishEvent(ctx, { topic: 'recommendation.changed', organization_id: null, entity_id: 'all' })
  })
}

const toRow = (draft: Draft): DraftRow => {
  const { kind } = draft.facts
  const urgency = RecommendationKind.options.length - RecommendationKind.options.indexOf(kind)
  return {
    ...draft,
    kind,
    id: draftId(kind, draft.organization_id, draft.subject_id),
    rank: urgency * 10_000_000 + Math.min(draft.extent, 9_999_999),
  }
}
