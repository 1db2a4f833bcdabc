import type { Context } from '../../context.ts'
import { isoPlusMs, minuteMs } from '../../lib/clock.ts'
import type { ServerFacts } from '../../servers/record-server-facts.ts'
import { byServer } from './by-server.ts'
import {
  listNewestAcrossOrganizations,
  listNewestBySourceAcrossOrganizations,
  listPointCountsAcrossOrganizations,
  listPostureAcrossOrganizations,
  listStoredBytesAcrossOrganizations,
} from './facts-queries.ts'
import { postureOf } from './posture-of.ts'
import { type Rpo, rpoOf } from './rpo-of.ts'
import type { ExpectedProtection, Newest, ServerStory } from './schema.ts'
import { stripOf } from './strip-of.ts'
import { tellStories } from './tell-stories.ts'

/** What lists show of servers, worked out anew from what is recorded. */
export const collectFacts = async (ctx: Context, input: { server_ids: readonly string[] }): Promise<ServerFacts[]> => {
  const { db } = ctx
  const ids = input.server_ids
  const newestOfAll = await listNewestAcrossOrganizations(db, ids)
  const stories = await tellStories(ctx, { server_ids: ids, newest: newestOfAll })
  const newest = byServer(newestOfAll)
  const bySource = byServer(await listNewestBySourceAcrossOrganizations(db, ids))
  const counts = byServer(await listPointCountsAcrossOrganizations(db, ids))
  const stored = byServer(await listStoredBytesAcrossOrganizations(db, ids))
  const standing = byServer(await listPostureAcrossOrganizations(db, ids))
  return ids.flatMap((id) => {
    const story = stories.get(id)
    const known = { newest: newest.get(id) ?? [], by_source: bySource.get(id) ?? [] }
    const amounts = { storage_bytes: stored.get(id)?.[0]?.bytes ?? null, ...(counts.get(id)?.[0] ?? noPoints) }
    const stands = standing.get(id)?.[0]
    if (story === undefined || stands === undefined) return []
    const { native_points, snapshot_points, file_points: files } = amounts
    const { drills, kit_read } = stands
    const posture = postureOf({
      ...{ ...stands, now: story.now, images: native_points + snapshot_points, files },
      ...{ drills: drills ?? [], kit_read: kit_read === true },
    })
    return factsOf({ server_id: id, known, amounts, posture }, story)
  })
}

const noPoints = { native_points: 0, snapshot_points: 0, file_points: 0, snapshot_bytes: null }
type Amounts = Pick<ServerFacts, keyof typeof noPoints | 'storage_bytes'>

/** Of each method, and of files each source. */
type Known = { newest: readonly Newest[]; by_source: readonly { source: string; good_at: string }[] }

type About = { server_id: string; known: Known; amounts: Amounts; posture: ReturnType<typeof postureOf> }

const factsOf = ({ server_id, known, amounts, posture: stands }: About, story: ServerStory): ServerFacts => {
  const last_backup_at =
    known.newest
      .flatMap(({ newest_at }) => newest_at ?? [])
      .sort()
      .at(-1) ?? null
  const { posture, changes_at } = stands
  const isOurs = story.protections.some(({ schedule }) => schedule !== null)
  // Of what only the provider knows, nothing is recorded that a strip could show.
  if (!isOurs && story.points.length === 0)
    return { ...amounts, server_id, last_backup_at, rpo_status: null, posture, strip: null, facts_due_at: changes_at }
  const rpos = story.protections.flatMap((protection) => rpoOfProtection(protection, known, story.now))
  const { strip, changes_at: moves_on_at } = stripOf(story)
  const changes = [
    moves_on_at,
    ...(changes_at === null ? [] : [changes_at]),
    ...rpos.flatMap((rpo) => rpo.changes_at ?? []),
  ]
  // A change of clocks can put a time before now; looking again at once would show the same.
  const soonest = isoPlusMs(story.now, minuteMs)
  return {
    ...amounts,
    server_id,
    last_backup_at,
    rpo_status: worstOf(rpos),
    posture,
    strip,
    facts_due_at: changes.map((at) => (at < soonest ? soonest : at)).sort()[0] ?? null,
  }
}

/** Of files the worst source counts: a dump that works hides no folders that do not, and the other way round. */
const rpoOfProtection = (
  { schedule, since, slack_ms = 0, paused_since, method, sources }: ExpectedProtection,
  { newest, by_source }: Known,
  now: string,
): Rpo[] => {
  if (schedule === null || paused_since !== null) return []
  const goodAt =
    sources === undefined
      ? [newest.find((one) => one.method === method)?.good_at ?? null]
      : sources.map((source) => by_source.find((one) => one.source === source)?.good_at ?? null)
  return goodAt.map((at) => rpoOf({ schedule, since, slack_ms }, at, now))
}

const worstOf = (rpos: readonly Rpo[]): Rpo['status'] | null =>
  (['missed', 'at_risk', 'met'] as const).find((status) => rpos.some((rpo) => rpo.status === status)) ?? null
