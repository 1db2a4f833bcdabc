import type { Context } from '../../context.ts'
import { dayMs, toIso } from '../../lib/clock.ts'
import { clockTime } from '../../recovery-points/retention/clock-time.ts'
import { loadServer } from '../../servers/load-server.ts'
import { listNewestAcrossOrganizations } from '../facts/facts-queries.ts'
import type { ServerStory } from '../facts/schema.ts'
import { stripOf } from '../facts/strip-of.ts'
import { tellStories } from '../facts/tell-stories.ts'
import type { Method } from '../schema.ts'
import { recordedLetter } from './recorded-letter.ts'
import type { RecordedDay, Timeline } from './schema.ts'
import { findFirstPointTime, listFailedDays, listProvedDays, listRecordedDays } from './timeline-queries.ts'

const leastDays = 365
const mostDays = 2 * 365

/** A server's whole history for its timeline: one letter for each day and method. */
export const readTimeline = async (ctx: Context, input: { server_id: string }): Promise<Timeline> => {
  const { db } = ctx
  const { id } = await loadServer(ctx, input)
  const story = await storyOf(ctx, id)
  const zone = story.time_zone
  const today = dayNumber(story.now, zone)
  const first = await findFirstPointTime(db, id)
  const age = first === undefined ? 0 : today - dayNumber(first.taken_at, zone) + 1
  const count = Math.min(mostDays, Math.max(leastDays, age))
  const days = Array.from({ length: count }, (_, index) => dayName(today - count + 1 + index))
  // A day more than is shown: midnight is elsewhere in other zones.
  const of = { server_id: id, since: toIso((today - count) * dayMs), time_zone: zone }
  const [first_day = '', last_day = ''] = [days.at(0), days.at(-1)]
  const recorded = await listRecordedDays(db, { ...of, first_day, last_day })
  const failed = await listFailedDays(db, of)
  const proved = new Map((await listProvedDays(db, of)).map(({ day, passed }) => [day, passed ? 'v' : 'x']))
  const added = new Map(
    recorded.flatMap((one) => (one.method === 'files' ? [[one.day, one.added_bytes] as const] : [])),
  )
  return {
    time_zone: zone,
    first_day,
    last_day,
    lanes: methodsOf(story, recorded).map((method) => ({
      method,
      days: laneOf(method, days, { story, recorded, failed }),
    })),
    proof: days.map((day) => proved.get(day) ?? '.').join(''),
    added_bytes: days.map((day) => added.get(day) ?? null),
  }
}

const storyOf = async (ctx: Context, id: string): Promise<ServerStory> => {
  const newest = await listNewestAcrossOrganizations(ctx.db, [id])
  const story = (await tellStories(ctx, { server_ids: [id], newest })).get(id)
  if (story === undefined) throw new Error(`nothing was told of ${id}`)
  return story
}

const dayNumber = (iso: string, zone: string): number => Math.floor(clockTime(Date.parse(iso), zone) / dayMs)
const dayName = (day: number): string => toIso(day * dayMs).slice(0, 10)

const methodsOf = (story: ServerStory, recorded: readonly RecordedDay[]): Method[] =>
  (['native', 'snapshot', 'files'] as const).filter(
    (method) => story.protections.some((one) => one.method === method) || recorded.some((one) => one.method === method),
  )

type Known = {
  story: ServerStory
  recorded: readonly RecordedDay[]
  failed: readonly { method: Method; day: string }[]
}

/** The newest days as the strip judges them; those before by what is on record. */
const laneOf = (method: Method, days: readonly string[], { story, recorded, failed }: Known): string => {
  const own = new Map(recorded.flatMap((one) => (one.method === method ? [[one.day, one.standing] as const] : [])))
  const failures = new Set(failed.flatMap((one) => (one.method === method ? one.day : [])))
  const strip = stripOf({
    ...story,
    protections: story.protections.filter((one) => one.method === method),
    points: story.points.filter((one) => one.method === method),
  }).strip
  const newest = method === 'files' ? strip.files : strip.image
  const before = days.slice(0, -newest.length).map((day) => recordedLetter(own.get(day), failures.has(day)))
  return before.join('') + newest
}
