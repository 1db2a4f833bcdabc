import { z } from 'zod'
import { BackupScope } from '../../agent-protocol/messages.ts'
import { sourceOfDump } from '../../agent-protocol/source-of-dump.ts'
import type { Context } from '../../context.ts'
import { dayMs, hourMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import type { ServerFacts } from '../../servers/record-server-facts.ts'
import { NativeScheduleShape } from '../../servers/schema.ts'
import { defaultFileSettings } from '../default-file-settings.ts'
import { RunSchedule } from '../schedule/schema.ts'
import type { Method } from '../schema.ts'
import {
  listLastBackupsAcrossOrganizations,
  listLastDrillsAcrossOrganizations,
  listNewestAcrossOrganizations,
  listNewestBySourceAcrossOrganizations,
  listPointCountsAcrossOrganizations,
  listSeenPointsAcrossOrganizations,
  listStoredBytesAcrossOrganizations,
  listWantedAcrossOrganizations,
} from './facts-queries.ts'
import { type Rpo, rpoOf } from './rpo-of.ts'
import type { ExpectedProtection, SeenRun, ServerStory } from './schema.ts'
import { stripOf } from './strip-of.ts'

// The days of a strip, one more for time zones, and one for what comes after midnight.
const lookBackMs = 32 * dayMs

/** What lists show of servers, worked out anew from what is recorded. */
export const collectFacts = async (ctx: Context, input: { server_ids: readonly string[] }): Promise<ServerFacts[]> => {
  const { db } = ctx
  const ids = input.server_ids
  const now = ctx.clock.now()
  const since = isoPlusMs(now, -lookBackMs)
  const wanted = byServer(await listWantedAcrossOrganizations(db, ids))
  const points = byServer(await listSeenPointsAcrossOrganizations(db, ids, since))
  const newest = byServer(await listNewestAcrossOrganizations(db, ids))
  const bySource = byServer(await listNewestBySourceAcrossOrganizations(db, ids))
  const counts = byServer(await listPointCountsAcrossOrganizations(db, ids))
  const stored = byServer(await listStoredBytesAcrossOrganizations(db, ids))
  const runs = byServer(await listLastBackupsAcrossOrganizations(db, ids))
  const drills = byServer(await listLastDrillsAcrossOrganizations(db, ids, since))
  return ids.map((id) => {
    const isListed = (newest.get(id) ?? []).some(({ method, newest_at }) => method === 'native' && newest_at !== null)
    const protections = (wanted.get(id) ?? []).map((row) => toExpected(row, isListed))
    const zone = protections.find(({ method }) => method === 'files') ?? protections.find(({ schedule }) => schedule)
    return factsOf(
      id,
      { newest: newest.get(id) ?? [], by_source: bySource.get(id) ?? [] },
      { storage_bytes: stored.get(id)?.[0]?.bytes ?? null, ...(counts.get(id)?.[0] ?? noPoints) },
      {
        now,
        time_zone: zone?.schedule?.time_zone ?? 'UTC',
        protections,
        points: points.get(id) ?? [],
        run: seenRun(runs.get(id)?.[0]),
        drills: drills.get(id) ?? [],
      },
    )
  })
}

const noPoints = { native_points: 0, snapshot_points: 0, file_points: 0, snapshot_bytes: null }
type Amounts = Pick<ServerFacts, keyof typeof noPoints | 'storage_bytes'>

/** Of each method, and of files each source. */
type Known = { newest: readonly Newest[]; by_source: readonly { source: string; good_at: string }[] }
type Newest = { method: Method; newest_at: string | null; good_at: string | null }

const factsOf = (server_id: string, known: Known, amounts: Amounts, story: ServerStory): ServerFacts => {
  const last_backup_at =
    known.newest
      .flatMap(({ newest_at }) => newest_at ?? [])
      .sort()
      .at(-1) ?? null
  const isOurs = story.protections.some(({ schedule }) => schedule !== null)
  // Of what only the provider knows, nothing is recorded that a strip could show.
  if (!isOurs && story.points.length === 0)
    return { ...amounts, server_id, last_backup_at, rpo_status: null, strip: null, facts_due_at: null }
  const rpos = story.protections.flatMap((protection) => rpoOfProtection(protection, known, story.now))
  const { strip, changes_at } = stripOf(story)
  const changes = [changes_at, ...rpos.flatMap((rpo) => rpo.changes_at ?? [])]
  // A change of clocks can put a time before now; looking again at once would show the same.
  const soonest = isoPlusMs(story.now, minuteMs)
  return {
    ...amounts,
    server_id,
    last_backup_at,
    rpo_status: worstOf(rpos),
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

type WantedRow = Awaited<ReturnType<typeof listWantedAcrossOrganizations>>[number]

/** The provider's own are waited for once it has listed one: not all do. */
const toExpected = (row: WantedRow, isListed: boolean): ExpectedProtection => ({
  method: row.method,
  ...(row.method === 'files' ? { sources: sourcesOf(row.settings) } : {}),
  schedule:
    row.method === 'native'
      ? isListed
        ? nativeTimes(row.schedule)
        : null
      : RunSchedule.nullable().parse(row.schedule),
  ...(row.method === 'native' ? { slack_ms: windowMs } : {}),
  since: row.wanted_since ?? row.created_at,
  paused_since: row.phase === 'paused' ? row.updated_at : null,
})

/** A window of four hours, a large disk, and the time until its list is read again. */
const windowMs = 8 * hourMs

/** A provider's schedule in the form of ours; null where it does not say at which hour. */
const nativeTimes = (schedule: unknown): RunSchedule | null => {
  const { every, weekday, hour } = NativeScheduleShape.partial().parse(schedule ?? {})
  if (hour === undefined) return null
  const at = [`${String(hour).padStart(2, '0')}:00`]
  if (every === 'day') return { every, at, time_zone: 'UTC' }
  return every === 'week' && weekday !== undefined ? { every, weekdays: [weekday], at, time_zone: 'UTC' } : null
}

const sourcesOf = (settings: unknown): string[] => {
  const { paths, dumps } = BackupScope.parse(settings ?? defaultFileSettings())
  return [...(paths.length > 0 ? ['files'] : []), ...dumps.map(sourceOfDump)]
}

const seenRun = (row: { state: string; outcome: string | null; created_at: string } | undefined): SeenRun | null => {
  if (row?.state === 'running') return { state: 'running', at: row.created_at }
  const ended = z.enum(['failed', 'expired']).safeParse(row?.outcome)
  return row !== undefined && ended.success ? { state: 'failed', at: row.created_at } : null
}

const byServer = <Row extends { server_id: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const map = new Map<string, Row[]>()
  for (const row of rows) {
    const list = map.get(row.server_id)
    if (list === undefined) map.set(row.server_id, [row])
    else list.push(row)
  }
  return map
}
