import { type Context, requireOperator } from '../context.ts'

import type { ProviderName } from '../providers/provider.ts'
import { RetentionRules } from '../recovery-points/retention/schema.ts'
import { ServerProvider } from '../servers/schema.ts'

import { defaultSchedule } from './default-schedule.ts'
import { listKeptAcrossOrganizations } from './queries.ts'
import { RunSchedule } from './schedule/schema.ts'
import type { Method } from './schema.ts'
import { unkeepable } from './snapshots/unkeepable.ts'

export type Kept = {
  server_id: string
  method: Method
  retention_days: number | null
  rules: RetentionRules | null
  /** Whether these rules can be given as well; slots and the life of snapshots may be in their way. */
  canKeep(rules: RetentionRules): boolean
}

/** How long what is wanted on these servers is kept. For the system's own work. */
export const listKept = async (ctx: Context, input: { server_ids: readonly string[] }): Promise<Kept[]> => {
  requireOperator(ctx.caller)
  const rows = await listKeptAcrossOrganizations(ctx.db, input.server_ids)
  return rows.map(({ retention, schedule, provider, size, ...row }) => {
    const where = {
      provider: ServerProvider.parse(provider),
      size,
      schedule: RunSchedule.nullable().parse(schedule) ?? defaultSchedule(),
    }
    return {
      ...row,
      rules: RetentionRules.nullable().parse(retention),
      canKeep: (rules) => row.method === 'files' || (row.method === 'snapshot' && takes(ctx, rules, where)),
    }
  })
}

const takes = (
  ctx: Context,
  rules: RetentionRules,
  { provider, ...of }: { provider: ProviderName | 'machine'; size: string | null; schedule: RunSchedule },
): boolean => {
  if (provider === 'machine') return false
  const { snapshot, label } = ctx.providers.describe(provider).capabilities
  return snapshot !== null && unkeepable(rules, { label, capability: snapshot, ...of }) === null
}
