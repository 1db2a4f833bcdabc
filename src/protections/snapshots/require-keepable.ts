import type { Context } from '../../context.ts'
import type { Capabilities, SnapshotCapability } from '../../providers/provider.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { defaultSchedule } from '../default-schedule.ts'
import { refuseRules } from '../planner/refuse-rules.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { unkeepable } from './unkeepable.ts'

type Asked = {
  server: LoadedServer
  capabilities: Capabilities
  capability: SnapshotCapability
  /** What is asked for, else what is set. */
  schedule: RunSchedule | null | undefined
}

/**
 * Refuses rules that keep more snapshots than there are slots, or for longer than the provider does. Throws method_unavailable with what
 * would keep them.
 */
export const requireKeepable = async (
  ctx: Context,
  rules: RetentionRules,
  { server, capabilities, capability, schedule }: Asked,
): Promise<void> => {
  const wanted = { schedule: schedule ?? defaultSchedule(), rules }
  const where = { label: capabilities.label, capability, size: server.size, schedule: wanted.schedule }
  const lack = unkeepable(rules, where)
  if (lack === null) return
  throw await refuseRules(ctx, { server, capabilities, method: 'snapshot', ...wanted, ...lack })
}
