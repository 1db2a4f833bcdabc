import { type RawBuilder, sql } from 'kysely'
import type { ServerState } from './schema.ts'

// Word for word as in the indexes of migration 0006, which serve no other text.
export const isTroubled = sql<boolean>`protections @? '$[*] ? (@.phase != "idle" || @.drift == true)'`
export const isLate = sql<boolean>`rpo_status in ('missed', 'at_risk')`
export const isMissing = sql<boolean>`missing_since is not null`
// Word for word as in the index of migration 0027.
export const isDrillFailed = sql<boolean>`posture @> '{drill_failed}'::text[]`

/** In a state that time alone does not change. Word for word as in the index of migration 0031. */
export const isInTrouble = sql<boolean>`(missing_since is not null or rpo_status in ('missed', 'at_risk')
  or protections @? '$[*] ? (@.phase != "idle" || @.drift == true)' or posture @> '{drill_failed}'::text[])`

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
// In words: said as one of two as well, it would be taken for rarer than it is.
const hasRpo = (status: string) => sql<boolean>`(rpo_status = ${sql.lit(status)})`

/** On, no backup yet, and the first one not late: the provider takes it within a day, or within a week where it is weekly. */
const isFirstDue = (now: string) => sql<boolean>`(backups_enabled and last_backup_at is null
  and backups_enabled_at > ${now}::timestamptz - interval '8 days'
  and (native_schedule->>'every' = 'week' or backups_enabled_at > ${now}::timestamptz - interval '2 days') is true
  and not protections @> '[{"desired_state":"off"}]'::jsonb)`

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
  protected: sql<boolean>`(backups_enabled and ${isInTrouble} is not true and ${isFirstDue(now)} is not true)`,
  // Without backups none is due.
  unprotected: sql<boolean>`(not backups_enabled and ${isInTrouble} is not true)`,
})
