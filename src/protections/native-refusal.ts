import { getPlan } from '../billing/get-plan.ts'
import type { Context } from '../context.ts'
import type { AppError } from '../lib/errors.ts'
import type { Capabilities } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { refuseMethod } from './planner/refuse-method.ts'
import type { PromisedPlan } from './reserve-place.ts'
import type { RunSchedule } from './schedule/schema.ts'

type Refused = {
  server: LoadedServer
  capabilities: Capabilities
  plan: PromisedPlan
  asked_days: number | undefined
  schedule: RunSchedule | undefined
  /** The provider offers no such schedule. */
  no_choice: boolean
}

/** Why a provider's own backups do not keep what a plan promises, or what is asked for, and what would. */
export const nativeRefusal = async (
  ctx: Context,
  { server, capabilities, plan: { plan_id, retention_days }, asked_days, schedule, no_choice }: Refused,
): Promise<AppError> =>
  refuseMethod(ctx, {
    server,
    capabilities,
    plan: await getPlan(ctx, { plan_id }),
    method: 'native',
    wish: {
      ...(asked_days === undefined ? {} : { retention_days: asked_days }),
      ...(schedule === undefined ? {} : { schedule }),
    },
    ...(no_choice ? { reason: noChoice(capabilities) } : {}),
    details: { promised_days: retention_days, ...(asked_days === undefined ? {} : { asked_days }) },
  })

const noChoice = ({ label, native }: Capabilities): string => {
  const offered = (native?.schedules ?? []).map((every) => `one a ${every}`).join(' or ')
  return offered === ''
    ? `${label} chooses itself when its own backups are made. Leave schedule out.`
    : `Of its own backups ${label} offers ${offered}, at one time; you asked for another schedule.`
}
