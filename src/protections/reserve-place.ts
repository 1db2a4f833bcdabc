import { entitlementOf } from '../billing/entitlement-of.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { Capabilities, NativeCapability } from '../providers/provider.ts'
import type { Server } from '../servers/schema.ts'
import { fitNative, type NativeFit } from './fit-native.ts'
import { countPlacesUsed, type ProtectionRow } from './queries.ts'

export type Place = { plan_id: string; plan_name: string; fit: NativeFit }

/**
 * Finds a place for the server. The caller's transaction holds the organization's row until it has taken the place, so that two
 * servers cannot take the last one (DESIGN rule 2). Plans count that cover the server, and promise no more than the provider's own
 * backups keep. A server that has a place keeps it. Throws subscription_required, method_unavailable or no_places_left.
 */
export const reservePlace = async (
  ctx: Context,
  input: {
    server: Pick<Server, 'id' | 'organization_id' | 'plan_type'>
    protections: readonly Pick<ProtectionRow, 'plan_id'>[]
    provider: Pick<Capabilities, 'label'> & { native: NativeCapability }
    plan_id?: string | undefined
  },
): Promise<Place> => {
  const { server } = input
  const { plans } = await entitlementOf(ctx, { organization_id: server.organization_id })
  const covering = plans
    .filter((plan) => plan.plan_types.includes(server.plan_type) && plan.methods.includes('native'))
    .filter((plan) => input.plan_id === undefined || plan.plan_id === input.plan_id)
    .sort((a, b) => a.retention_days - b.retention_days)
  const [shortest] = covering
  if (shortest === undefined) throw subscriptionRequired(server.plan_type)
  const fitting = covering.flatMap((plan) => {
    const fit = fitNative(input.provider.native, plan.retention_days)
    return fit === null ? [] : [{ ...plan, fit }]
  })
  if (fitting.length === 0) throw keepsTooShort(input.provider, shortest)
  const held = input.protections.map((row) => row.plan_id)
  const used = await countPlacesUsed(ctx.db, server.organization_id)
  const plan =
    fitting.find((plan) => held.includes(plan.plan_id)) ??
    fitting.find((plan) => (used.get(plan.plan_id) ?? 0) < plan.places)
  if (plan === undefined) throw noPlacesLeft(fitting)
  return { plan_id: plan.plan_id, plan_name: plan.plan_name, fit: plan.fit }
}

const keepsTooShort = (
  { label, native }: { label: string; native: NativeCapability },
  plan: { plan_name: string; retention_days: number },
) => {
  const { retention_days } = native
  const kept = typeof retention_days === 'number' ? retention_days : Math.max(retention_days.day, retention_days.week)
  return new AppError('method_unavailable', {
    message: `${plan.plan_name} promises ${plan.retention_days} days, and ${label} keeps its own backups for ${kept}. Take a plan with a shorter retention for this server.`,
    details: { promised_days: plan.retention_days, kept_days: kept },
  })
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
