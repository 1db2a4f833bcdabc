import type { Entitlement } from '../billing/schema.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { Server } from '../servers/schema.ts'
import { choosePlace, type PlanInUse } from './choose-place.ts'
import { keepsPromise, type Promising } from './keeps-promise.ts'
import { listPlansInUse } from './list-plans-in-use.ts'
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
  protections: readonly Promising[]
  method: Method
  /** Somebody named the method: beside one that keeps what the plan promises it may keep less. */
  named?: boolean
  plan_id?: string | undefined
  /** More days than the plan promises may be asked for; a method added beside one that keeps them need not. */
  asked_days?: number | undefined
  /** How the method would keep so many days; null when it cannot. */
  fit: (days: number) => Fit | null
  /** Why none of the plans fits; gets the one with the shortest retention. */
  refusal: (shortest: PromisedPlan) => AppError | Promise<AppError>
}

/**
 * Finds a place for the server, as `choosePlace` has it. The caller's transaction holds the organization's row until it has taken the
 * place, so that two servers cannot take the last one (DESIGN rule 2). Throws subscription_required, no_places_left, place_on_other_plan or the refusal.
 */
export const reservePlace = async <Fit>(ctx: Context, input: WantedPlace<Fit>): Promise<Place<Fit>> => {
  const { server, protections, method, plan_id } = input
  const plans = await listPlansInUse(ctx, server)
  requireNoOtherPlace(input, plans)
  const { plan_type } = server
  const fit = (plan: PlanInUse) =>
    input.fit(Math.max(plan.retention_days, input.asked_days ?? 0)) ??
    (isAdded(input, plan) ? fitLess(input, plan) : null)
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

/** One server takes one place: another plan's is not taken beside it, and not silently left. */
const requireNoOtherPlace = <Fit>({ protections, plan_id }: WantedPlace<Fit>, plans: readonly PlanInUse[]): void => {
  if (plan_id === undefined) return
  const held = plans.find((plan) =>
    protections.some((row) => row.plan_id === plan.plan_id && row.desired_state === 'on' && !row.beyond_subscription),
  )
  if (held === undefined || held.plan_id === plan_id) return
  const asked = plans.find((plan) => plan.plan_id === plan_id)?.plan_name ?? 'the other plan'
  throw new AppError('place_on_other_plan', {
    message: `This server holds a place on ${held.plan_name}, and one server takes one place. Leave plan_id out to stay there. To move it to ${asked}, disable its backups first, then enable them with this plan.`,
    details: { plan_id: held.plan_id, plan_name: held.plan_name },
  })
}

/** Another method of the server keeps what the plan promises, and the days asked for, in the same place. */
const isAdded = <Fit>({ protections, method, named, asked_days = 0 }: WantedPlace<Fit>, plan: PlanInUse): boolean =>
  named === true &&
  protections.some((row) => row.method !== method && keepsPromise(row, plan) && (row.retention_days ?? 0) >= asked_days)

/** As many of the plan's days as it can; those asked for are kept by the other method. */
const fitLess = <Fit>(input: WantedPlace<Fit>, { retention_days }: PlanInUse): Fit | null => {
  for (let days = retention_days - 1; days > 0; days--) {
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
