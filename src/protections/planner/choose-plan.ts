import { getPlan } from '../../billing/get-plan.ts'
import { listPlans } from '../../billing/list-plans.ts'
import type { Plan } from '../../billing/schema.ts'
import type { Context } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { choosePlace, type PlanInUse } from '../choose-place.ts'
import { listPlansInUse } from '../list-plans-in-use.ts'
import type { ProtectionRow } from '../queries.ts'
import { Method } from '../schema.ts'

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
  const plans = await listPlansInUse(ctx, server)
  const isCovered = (id: string) => held.includes(id) || hasPlace(server, protections, plans, id)
  const covering = plans.filter(({ plan_types }) => plan_types.includes(server.plan_type)).sort(byRetention)
  const id = plan_id ?? held[0] ?? covering.find((one) => isCovered(one.plan_id))?.plan_id ?? covering[0]?.plan_id
  const plan = id === undefined ? await soldFor(ctx, server) : await getPlan(ctx, { plan_id: id })
  if (plan === undefined)
    throw invalidField('plan_id', `No plan on sale covers servers of the type ${server.plan_type}. Name a plan.`)
  return { plan, covered: isCovered(plan.id) }
}

/** By whichever method: what each of them keeps is what the planner is about to say. */
const hasPlace = (
  { plan_type }: LoadedServer,
  protections: readonly ProtectionRow[],
  plans: readonly PlanInUse[],
  plan_id: string,
): boolean =>
  Method.options.some(
    (method) => choosePlace({ plan_type, protections, method, plans, plan_id, fit: () => true }).kind === 'free',
  )

const soldFor = async (ctx: Context, { plan_type }: LoadedServer): Promise<Plan | undefined> => {
  const { data } = await listPlans(ctx, { limit: manyPlans, retired: false })
  return data.filter(({ plan_types }) => plan_types.includes(plan_type)).sort(byRetention)[0]
}

const byRetention = (one: { retention_days: number }, other: { retention_days: number }) =>
  one.retention_days - other.retention_days
