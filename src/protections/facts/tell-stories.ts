import { z } from 'zod'
import { BackupScope } from '../../agent-protocol/messages.ts'
import { sourceOfDump } from '../../agent-protocol/source-of-dump.ts'
import type { Context } from '../../context.ts'
import { dayMs, hourMs, isoPlusMs } from '../../lib/clock.ts'
import { NativeScheduleShape } from '../../servers/schema.ts'
import { defaultFileSettings } from '../default-file-settings.ts'
import { RunSchedule } from '../schedule/schema.ts'
import { byServer } from './by-server.ts'
import {
  listLastBackupsAcrossOrganizations,
  listLastDrillsAcrossOrganizations,
  listSeenPointsAcrossOrganizations,
  listWantedAcrossOrganizations,
} from './facts-queries.ts'
import type { ExpectedProtection, Newest, SeenRun, ServerStory } from './schema.ts'

// The days of a strip, one more for time zones, and one for what comes after midnight.
const lookBackMs = 32 * dayMs

/** What is recorded and expected of servers in the days of a strip. */
export const tellStories = async (
  ctx: Context,
  input: { server_ids: readonly string[]; newest: readonly (Newest & { server_id: string })[] },
): Promise<Map<string, ServerStory>> => {
  const { db } = ctx
  const ids = input.server_ids
  const now = ctx.clock.now()
  const since = isoPlusMs(now, -lookBackMs)
  const wanted = byServer(await listWantedAcrossOrganizations(db, ids))
  const points = byServer(await listSeenPointsAcrossOrganizations(db, ids, since))
  const runs = byServer(await listLastBackupsAcrossOrganizations(db, ids))
  const drills = byServer(await listLastDrillsAcrossOrganizations(db, ids, since))
  // A provider's own backups are waited for once it has listed one: not all do.
  const listed = new Set(
    input.newest.flatMap(({ server_id, method, newest_at }) =>
      method === 'native' && newest_at !== null ? server_id : [],
    ),
  )
  return new Map(
    ids.map((id): [string, ServerStory] => {
      const protections = (wanted.get(id) ?? []).map((row) => toExpected(row, listed.has(id)))
      const zone = protections.find(({ method }) => method === 'files') ?? protections.find(({ schedule }) => schedule)
      return [
        id,
        {
          now,
          time_zone: zone?.schedule?.time_zone ?? 'UTC',
          protections,
          points: points.get(id) ?? [],
          run: seenRun(runs.get(id)?.[0]),
          drills: drills.get(id) ?? [],
        },
      ]
    }),
  )
}

type WantedRow = Awaited<ReturnType<typeof listWantedAcrossOrganizations>>[number]

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
