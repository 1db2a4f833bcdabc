import type { Entitlement } from '../billing/schema.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { Server } from '../servers/schema.ts'
import { choosePlace, type PlanInUse } from './choose-place.ts'
import { listPlansInUse } from './list-plans-in-use.ts'
import type { ProtectionRow } from './queries.ts'
import type { Method } from './schema.ts'

export type Place<Fit> = { plan_id: string; plan_name: string; fit: Fit }

/** A plan as far as a method must keep what it promises. */
export type PromisedPlan = Pick<
  Entitlement['plans'][number],
  'plan_id' | 'plan_name' | 'retention_days' | 'methods' | 'plan_types'
>

export type WantedPlace<Fit> = {
  server: Pick<Server, 'id' | 'organization_id' | 'plan_type'>
  /** The server's. */
  protections: readonly Pick<
    ProtectionRow,
    'method' | 'plan_id' | 'beyond_subscription' | 'desired_state' | 'retention_days'
  >[]
  method: Method
  /** Somebody named the method: beside one that keeps what the plan promises it may keep less. */
  named?: boolean
  plan_id?: string | undefined
  /** How the method would keep what a plan promises; null when it cannot. */
  fit: (promised_days: number) => Fit | null
  /** Why none of the plans fits; gets the one with the shortest retention. */
  refusal: (shortest: PromisedPlan) => AppError | Promise<AppError>
}

/**
 * Finds a place for the server, as `choosePlace` has it. The caller's transaction holds the organization's row until it has taken the
 * place, so that two servers cannot take the last one (DESIGN rule 2). Throws subscription_required, no_places_left or the refusal.
 */
export const reservePlace = async <Fit>(ctx: Context, input: WantedPlace<Fit>): Promise<Place<Fit>> => {
  const { server, protections, method, plan_id } = input
  const plans = await listPlansInUse(ctx, server)
  const { plan_type } = server
  const fit = (plan: PlanInUse) =>
    input.fit(plan.retention_days) ?? (isAdded(input, plan) ? fitLess(input, plan) : null)
  const chosen = choosePlace({ plan_type, protections, method, plans, plan_id, fit })
  switch (chosen.kind) {
    case 'free':
      return { plan_id: chosen.plan.plan_id, plan_name: chosen.plan.plan_name, fit: chosen.fit }
    case 'taken':
      throw noPlacesLeft(chosen.plans)
    case 'unfit':
      throw await input.refusal(chosen.plans[0])
    default:
      throw subscriptionRequired(plan_type)
  }
}

/** Another method of the server keeps what the plan promises, in the same place. */
const isAdded = <Fit>(
  { protections, method, named }: WantedPlace<Fit>,
  { plan_id, retention_days }: PlanInUse,
): boolean =>
  named === true &&
  protections.some(
    (row) =>
      row.method !== method &&
      row.plan_id === plan_id &&
      row.desired_state === 'on' &&
      !row.beyond_subscription &&
      (row.retention_days ?? 0) >= retention_days,
  )

/** As many of the days as it can. */
const fitLess = <Fit>(input: WantedPlace<Fit>, { retention_days }: PlanInUse): Fit | null => {
  for (let days = retention_days - 1; days >= 0; days--) {
    const found = input.fit(days)
    if (found !== null) return found
  }
  return null
}

const subscriptionRequired = (planType: string) =>
  new AppError('subscription_required', {
    message: `No active backup subscription covers servers of the type ${planType}. Buy one under Plans, then enable backups.`,
    details: { plan_type: planType },
  })

const noPlacesLeft = (plans: readonly { plan_name: string; places: number }[]) => {
  const places = plans.reduce((sum, plan) => sum + plan.places, 0)
  const names = plans.map((plan) => plan.plan_name).join(', ')
  return new AppError('no_places_left', {
    message: `All ${places} ${places === 1 ? 'place' : 'places'} of ${names} are taken. Add places under Plans, or disable backups on another server.`,
    details: { places, plans: plans.map((plan) => plan.plan_name) },
  })
}
