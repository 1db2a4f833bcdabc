import { listPlans } from '../billing/list-plans.ts'
import type { Plan } from '../billing/schema.ts'
import type { Context } from '../context.ts'

/** Plans on sale that the clouds' own backups can fulfil, shortest retention first. None where the operators sell none. */
export const listDemoPlans = async (ctx: Context): Promise<Plan[]> =>
  (await listPlans(ctx, { retired: false, limit: 200 })).data
    .filter((plan) => plan.methods.includes('native'))
    .sort((one, other) => one.retention_days - other.retention_days)

/** The plan that the story means, or the nearest one there is. */
export const planAt = (plans: readonly Plan[], place: number): Plan | undefined =>
  plans[Math.min(place, plans.length - 1)]

/** The plan type of the story, or one that the customer's plan covers: operators may have others. */
export const planTypeFor = (plans: readonly Plan[], places: readonly number[], wanted: string): string => {
  const covered = places.flatMap((place) => planAt(plans, place)?.plan_types ?? [])
  return covered.includes(wanted) ? wanted : (covered[0] ?? wanted)
}
