import { dayMs } from '../../lib/clock.ts'
import { planRetention } from '../../recovery-points/retention/plan-retention.ts'
import type { RetentionPlan, RetentionPoint, RetentionRules } from '../../recovery-points/retention/schema.ts'
import { cadenceOf } from '../schedule/cadence-of.ts'
import type { RunSchedule } from '../schedule/schema.ts'

export type PlanInput = {
  points: readonly RetentionPoint[]
  rules: RetentionRules
  schedule: RunSchedule | null
  released_at: string | null
  now: string
}

/** Retention of one protection, in the time zone and with the patience of its schedule. */
export const planFor = ({ points, rules, schedule, released_at, now }: PlanInput): RetentionPlan =>
  planRetention(points, rules, {
    now,
    time_zone: schedule?.time_zone ?? 'UTC',
    cadence_ms: schedule === null ? dayMs : cadenceOf(schedule),
    released_at,
  })
