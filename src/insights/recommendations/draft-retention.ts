import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { type Kept, listKept } from '../../protections/list-kept.ts'
import { listGroups } from '../../servers/list-groups.ts'
import { listMatching } from '../../servers/list-matching.ts'
import { daysByRules } from './days-by-rules.ts'
import { type Draft, wantedDays } from './schema.ts'

const atMost = 10_000
/** So many of a group are set in one click; the rest is advised again. */
const mostTargets = 100

type Target = { server_id: string; method: 'files' | 'snapshot'; days: number }

/**
 * Longer retention for servers that matter: those marked critical, one by one, and groups that do one thing together. Only where
 * Backstay keeps the backups, since a provider's own are kept as long as it likes.
 */
export const draftRetention = async (ctx: Context): Promise<Draft[]> => {
  const critical = await listMatching(ctx, { critical: true, backups: 'enabled', at_most: atMost })
  const groups = await listGroups(ctx)
  const ids = [...critical.map(({ id }) => id), ...groups.flatMap(({ server_ids }) => server_ids)]
  const kept = Map.groupBy(await listKept(ctx, { server_ids: ids }), ({ server_id }) => server_id)
  const alone = critical.flatMap((server) => {
    const target = targetOf(kept.get(server.id) ?? [])
    return target === null ? [] : [draftOf('critical', server, server.id, server.name, [target])]
  })
  const together = groups.flatMap((group) => {
    const targets = group.server_ids.flatMap((id) => targetOf(kept.get(id) ?? []) ?? [])
    if (targets.length === 0) return []
    const subject = createHash('sha256').update(`${group.plan_type} ${group.stem}`).digest('hex').slice(0, 26)
    return [draftOf('group', group, subject, group.stem, targets)]
  })
  return [...alone, ...together]
}

/** What of a server can be kept longer; null where something is kept long enough, or nothing of it can be. */
const targetOf = (kept: readonly Kept[]): Target | null => {
  if (kept.length === 0 || kept.some((one) => daysByRules(one) >= wantedDays)) return null
  const able = kept.filter(({ rules, canKeep }) => canKeep({ ...rules, daily: wantedDays }))
  const chosen = able.find(({ method }) => method === 'files') ?? able[0]
  if (chosen === undefined || chosen.method === 'native') return null
  return { server_id: chosen.server_id, method: chosen.method, days: Math.floor(daysByRules(chosen)) }
}

const draftOf = (
  why: 'critical' | 'group',
  owner: { organization_id: string },
  subject_id: string,
  name: string,
  targets: readonly Target[],
): Draft => {
  const kept_days = Math.min(...targets.map(({ days }) => days))
  return {
    organization_id: owner.organization_id,
    subject_id,
    facts: {
      kind: 'longer_retention',
      why,
      name,
      targets: targets.slice(0, mostTargets).map(({ server_id, method }) => ({ server_id, method })),
      servers: targets.length,
      kept_days,
    },
    extent: targets.length,
    situation: `${why} ${kept_days}`,
    operators_only: false,
  }
}
