import { entitlementOf } from '../../billing/entitlement-of.ts'
import { getPlan } from '../../billing/get-plan.ts'
import { listPlans } from '../../billing/list-plans.ts'
import type { Plan } from '../../billing/schema.ts'
import type { Context } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { countPlacesUsed, type ProtectionRow } from '../queries.ts'

export type ChosenPlan = { plan: Plan /** There is a place for the server already. */; covered: boolean }

const manyPlans = 200

/**
 * The plan that is asked about: the one named; else whose place the server holds; else one that its organization is subscribed
 * to, or at last one that is sold, in each case the one that covers the server with the shortest retention.
 */
export const choosePlan = async (
  ctx: Context,
  server: LoadedServer,
  { plan_id, protections }: { plan_id: string | undefined; protections: readonly ProtectionRow[] },
): Promise<ChosenPlan> => {
  const held = protections.filter((row) => row.plan_id !== null && !row.beyond_subscription).map((row) => row.plan_id)
  const { plans } = await entitlementOf(ctx, server)
  const used = await countPlacesUsed(ctx.db, server.organization_id)
  const isCovered = (id: string) =>
    held.includes(id) || plans.some((one) => one.plan_id === id && (used.get(id) ?? 0) < one.places)
  const covering = plans.filter(({ plan_types }) => plan_types.includes(server.plan_type)).sort(byRetention)
  const id = plan_id ?? held[0] ?? covering.find((one) => isCovered(one.plan_id))?.plan_id ?? covering[0]?.plan_id
  const plan = id === undefined ? await soldFor(ctx, server) : await getPlan(ctx, { plan_id: id })
  if (plan === undefined)
    throw invalidField('plan_id', `No plan on sale covers servers of the type ${server.plan_type}. Name a plan.`)
  return { plan, covered: isCovered(plan.id) }
}

const soldFor = async (ctx: Context, { plan_type }: LoadedServer): Promise<Plan | undefined> => {
  const { data } = await listPlans(ctx, { limit: manyPlans, retired: false })
  return data.filter(({ plan_types }) => plan_types.includes(plan_type)).sort(byRetention)[0]
}

const byRetention = (one: { retention_days: number }, other: { retention_days: number }) =>
  one.retention_days - other.retention_days
