import { getPlan } from '../billing/get-plan.ts'
import type { Context } from '../context.ts'
import type { AppError } from '../lib/errors.ts'
import type { Capabilities } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { refuseMethod } from './planner/refuse-method.ts'
import type { PromisedPlan } from './reserve-place.ts'

type Refused = {
  server: LoadedServer
  capabilities: Capabilities
  plan: PromisedPlan
  asked_days: number | undefined
}

/** Why a provider's own backups do not keep what a plan promises, or what is asked for, and what would. */
export const nativeRefusal = async (
  ctx: Context,
  { server, capabilities, plan: { plan_id, retention_days }, asked_days }: Refused,
): Promise<AppError> =>
  refuseMethod(ctx, {
    server,
    capabilities,
    plan: await getPlan(ctx, { plan_id }),
    method: 'native',
    wish: asked_days === undefined ? {} : { retention_days: asked_days },
    details: { promised_days: retention_days, ...(asked_days === undefined ? {} : { asked_days }) },
  })
