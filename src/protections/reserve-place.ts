import { entitlementOf } from '../billing/entitlement-of.ts'
import type { Entitlement } from '../billing/schema.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { Server } from '../servers/schema.ts'
import { countPlacesUsed, type ProtectionRow } from './queries.ts'
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
  protections: readonly Pick<ProtectionRow, 'plan_id' | 'beyond_subscription'>[]
  method: Method
  plan_id?: string | undefined
  /** How the method would keep what a plan promises; null when it cannot. */
  fit: (promised_days: number) => Fit | null
  /** Why none of the plans fits; gets the one with the shortest retention. */
  refusal: (shortest: PromisedPlan) => AppError | Promise<AppError>
}

/**
 * Finds a place for the server. The caller's transaction holds the organization's row until it has taken the place, so that two
 * servers cannot take the last one (DESIGN rule 2). Plans count that cover the server and the method, and promise no more than
 * the method keeps. A server that has a place keeps it; one that goes on beyond the subscription has none. Throws subscription_required, no_places_left or the refusal.
 */
export const reservePlace = async <Fit>(ctx: Context, input: WantedPlace<Fit>): Promise<Place<Fit>> => {
  const { server, method } = input
  const { plans } = await entitlementOf(ctx, { organization_id: server.organization_id })
  const covering = plans
    .filter((plan) => plan.plan_types.includes(server.plan_type) && plan.methods.includes(method))
    .filter((plan) => input.plan_id === undefined || plan.plan_id === input.plan_id)
    .sort((a, b) => a.retention_days - b.retention_days)
  const [shortest] = covering
  if (shortest === undefined) throw subscriptionRequired(server.plan_type)
  const fitting = covering.flatMap((plan) => {
    const fit = input.fit(plan.retention_days)
    return fit === null ? [] : [{ ...plan, fit }]
  })
  if (fitting.length === 0) throw await input.refusal(shortest)
  const holding = input.protections.filter((row) => row.plan_id !== null)
  const paid = holding.filter((row) => !row.beyond_subscription)
  const used = await countPlacesUsed(ctx.db, server.organization_id)
  const usedByOthers = ({ plan_id }: { plan_id: string }) =>
    (used.get(plan_id) ?? 0) - (holding.some((row) => row.plan_id === plan_id) ? 1 : 0)
  const plan =
    fitting.find((plan) => paid.some((row) => row.plan_id === plan.plan_id)) ??
    fitting.find((plan) => usedByOthers(plan) < plan.places)
  if (plan === undefined) throw noPlacesLeft(fitting)
  return { plan_id: plan.plan_id, plan_name: plan.plan_name, fit: plan.fit }
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
