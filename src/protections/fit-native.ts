import type { Capabilities, NativeSchedule } from '../providers/provider.ts'
import { draftNative } from './planner/draft-native.ts'
import type { Terms } from './planner/schema.ts'

export type NativeFit = {
  /** Null where the provider chooses the time itself. */
  readonly schedule: NativeSchedule | null
  /** As long as the provider really keeps them. */
  readonly retention_days: number
}

/**
 * How a provider's own backups would keep what a plan promises, as the planner has it; null when they cannot. Daily before
 * weekly, since that has the newer data, and at night where the hour can be chosen, unless a schedule is `asked` for.
 */
export const fitNative = (
  { size, plan_type }: Pick<Terms['server'], 'size' | 'plan_type'>,
  capabilities: Capabilities,
  promised_days: number,
  asked?: NativeSchedule,
): NativeFit | null => {
  const plan = { name: 'the plan', retention_days: promised_days, methods: [], plan_types: [] }
  const drafts = draftNative({ server: { size, plan_type, has_agent: false }, capabilities, plan, wish: {} })
  const fitting = drafts.find(
    ({ lacks, schedule }) => lacks.length === 0 && (asked === undefined || schedule?.native?.every === asked.every),
  )
  if (!fitting?.keeps) return null
  return { schedule: asked ?? fitting.schedule?.native ?? null, retention_days: fitting.keeps.days }
}
