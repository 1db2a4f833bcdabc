import type { Method } from '../../billing/schema.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { Capabilities } from '../../providers/provider.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { listProtectionsOf } from '../queries.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { choosePlan } from './choose-plan.ts'
import { pauseDays } from './pause-days.ts'
import { type Refused, refuseMethod } from './refuse-method.ts'
import { ruleDays } from './rule-days.ts'

type RefusedRules = {
  server: LoadedServer
  capabilities: Capabilities
  method: Method
  schedule: RunSchedule | undefined
  rules: RetentionRules | undefined
  reason?: string
  details?: Record<string, unknown>
}

/** Longer than any plan: what rules that keep all come to. */
const forEver = 36_500

/**
 * Refuses a schedule or rules that a method cannot give a server, with what would. How long a plan promises to keep is no limit here: a
 * protection may keep more or less than that.
 */
export const refuseRules = async (ctx: Context, refused: RefusedRules): Promise<AppError> => {
  const { server, schedule, rules, ...rest } = refused
  const plan = await planOf(ctx, server)
  const days = rules === undefined ? plan.retention_days : daysOf(rules, schedule)
  return refuseMethod(ctx, {
    server,
    plan: { ...plan, retention_days: days },
    wish: { ...(schedule === undefined ? {} : { schedule }), retention_days: days },
    ...rest,
  })
}

/** For about how long the rules keep one; those that count backups alone reach as far as the schedule makes so many. */
const daysOf = (rules: RetentionRules, schedule: RunSchedule | undefined): number => {
  const pause = pauseDays(schedule ?? 'day')
  const reach = (count: number | 'all' | undefined, days: number) => (count === 'all' ? forEver : (count ?? 0) * days)
  const days = Math.max(ruleDays(rules), reach(rules.last, pause), reach(rules.hourly, 1 / 24))
  return Math.max(1, Math.min(forEver, Math.ceil(days)))
}

/** That of its place, or one it could have; where none is sold, one with all methods, since it is not the plan that refuses. */
const planOf = async (ctx: Context, server: LoadedServer): Promise<Refused['plan']> => {
  try {
    const protections = await listProtectionsOf(ctx.db, server.id)
    return (await choosePlan(ctx, server, { plan_id: undefined, protections })).plan
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { plan_type } = server
    return {
      ...{ name: 'A plan', retention_days: 1, methods: ['native', 'snapshot', 'files'], plan_types: [plan_type] },
      ...{ price_minor: 0, currency: 'EUR' },
    }
  }
}
