import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../db/tables.gen.ts'
import type { ServerCounts, ServerState } from './schema.ts'

// Word for word as in the indexes of migration 0006, which serve no other text.
const isTroubled = sql<boolean>`protections @? '$[*] ? (@.phase != "idle" || @.drift == true)'`
export const isLate = sql<boolean>`rpo_status in ('missed', 'at_risk')`
const isMissing = sql<boolean>`missing_since is not null`
// Word for word as in the index of migration 0027.
const isDrillFailed = sql<boolean>`posture @> '{drill_failed}'::text[]`

/**
 * How badly a server stands, worst first, as lists are sorted by it. Word for word as in the index of migration 0027: time has no
 * part in it, so what is on and has no backup yet stands together.
 */
export const troubleRank = sql<number>`(case
  when missing_since is not null then 0
  when rpo_status = 'missed' then 1
  when protections @> '[{"phase":"failed"}]'::jsonb then 2
  when posture @> '{drill_failed}'::text[] then 3
  when protections @> '[{"drift":true}]'::jsonb then 4
  when protections @> '[{"phase":"needs_operator"}]'::jsonb then 5
  when rpo_status = 'at_risk' then 6
  when protections @> '[{"phase":"enabling"}]'::jsonb or protections @> '[{"phase":"disabling"}]'::jsonb then 7
  when backups_enabled and last_backup_at is null then 8
  when protections @> '[{"phase":"paused"}]'::jsonb then 9
  when backups_enabled then 11
  else 10 end)`

const inPhase = (phase: string) =>
  sql<boolean>`(${isTroubled} and protections @> ${sql.lit(`[{"phase":"${phase}"}]`)}::jsonb)`
const hasRpo = (status: string) => sql<boolean>`(${isLate} and rpo_status = ${sql.lit(status)})`

/** On, no backup yet, and the first one not late: the provider takes it within a day, or within a week where it is weekly. */
const isFirstDue = (now: string) => sql<boolean>`(backups_enabled and last_backup_at is null
  and backups_enabled_at > ${now}::timestamptz - interval '8 days'
  and (native_schedule->>'every' = 'week' or backups_enabled_at > ${now}::timestamptz - interval '2 days') is true
  and not protections @> '[{"desired_state":"off"}]'::jsonb)`

const isAnything = (now: string) =>
  sql<boolean>`(${isMissing} or coalesce(${isLate}, false) or ${isTroubled} or ${isDrillFailed} or ${isFirstDue(now)})`

/** What each state means in SQL. A server may be in several; `protected` and `unprotected` are those in no other. */
export const stateConditions = (now: string): Record<ServerState, RawBuilder<boolean>> => ({
  missing: isMissing,
  missed: hasRpo('missed'),
  at_risk: hasRpo('at_risk'),
  failed: inPhase('failed'),
  drill_failed: isDrillFailed,
  drifted: sql<boolean>`(${isTroubled} and protections @> '[{"drift":true}]'::jsonb)`,
  needs_operator: inPhase('needs_operator'),
  enabling: inPhase('enabling'),
  disabling: inPhase('disabling'),
  paused: inPhase('paused'),
  first_due: isFirstDue(now),
  protected: sql<boolean>`(backups_enabled and not ${isAnything(now)})`,
  unprotected: sql<boolean>`(not backups_enabled and not ${isAnything(now)})`,
})

type Servers = SelectQueryBuilder<Database, 'servers', object>

export type CountPart = { execute(): Promise<Partial<ServerCounts>> }

/** How many of the servers are in each state: one part of the counts for each group, which an index has alone. */
export const countParts = (servers: Servers, kinds: Kinds, now: string): CountPart[] => {
  const is = stateConditions(now)
  const among = (group: RawBuilder<boolean>, states: readonly ServerState[]) =>
    part(
      servers.where(group),
      states.map((state) => [state, is[state]]),
    )
  return [
    standing(kinds),
    among(isTroubled, ['failed', 'drifted', 'needs_operator', 'enabling', 'disabling', 'paused']),
    among(isMissing, ['missing']),
    among(isDrillFailed, ['drill_failed']),
    among(isLate, ['missed', 'at_risk']),
    among(is.first_due, ['first_due']),
  ]
}

type Kinds = SelectQueryBuilder<Database, 'server_counts', object>

/** Of all servers nobody counts one by one: triggers keep how many there are of each kind. */
const standing = (kinds: Kinds): CountPart => ({
  execute: async () => {
    const rows = await kinds
      .select(['backups_enabled', 'rpo_status', sql<number>`sum(servers)`.as('count')])
      .groupBy(['backups_enabled', 'rpo_status'])
      .execute()
    const sum = (fits: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(fits).reduce((total, { count }) => total + count, 0)
    return {
      all: sum(() => true),
      enabled: sum((row) => row.backups_enabled),
      disabled: sum((row) => !row.backups_enabled),
      met: sum((row) => row.rpo_status === 'met'),
    }
  },
})

const part = (servers: Servers, counts: readonly (readonly [string, RawBuilder<unknown>])[]) => ({
  execute: () =>
    servers
      .select(counts.map(([name, condition]) => sql<number>`count(*) filter (where ${condition})`.as(name)))
      .executeTakeFirstOrThrow(),
})

/** What is in no other state is the rest, and counting those few that are in one costs less. */
export const countTroubled = (servers: Servers, now: string) =>
  servers
    .where(sql<boolean>`(${isMissing} or ${isLate} or ${isTroubled} or ${isDrillFailed} or ${isFirstDue(now)})`)
    .select([
      sql<number>`count(*) filter (where backups_enabled)`.as('enabled'),
      sql<number>`count(*) filter (where not backups_enabled)`.as('disabled'),
    ])
    .executeTakeFirstOrThrow()
