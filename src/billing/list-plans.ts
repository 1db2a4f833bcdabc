import type { Context } from '../context.ts'
import { decodeCursor, toPage } from '../lib/pagination.ts'
import { graceDays } from './entitlement-from.ts'
import { listPlansAcrossOrganizations } from './queries.ts'
import type { ListPlansQuery, PlanPage } from './schema.ts'
import { showPlan } from './show-plan.ts'

const list = 'plans'

/** What is and was sold here, the cheapest first. */
export const listPlans = async (ctx: Context, input: ListPlansQuery): Promise<PlanPage> => {
  const [price, id] = decodeCursor(list, input.cursor, 2) ?? []
  const after = price === undefined || id === undefined ? null : { price_minor: Math.trunc(Number(price)) || 0, id }
  const rows = await listPlansAcrossOrganizations(ctx.db, { retired: input.retired, after, limit: input.limit + 1 })
  const page = toPage(list, rows, input.limit, (row) => [String(row.price_minor), row.id])
  return {
    ...page,
    data: page.data.map((row) => showPlan(ctx, row)),
    stripe: ctx.config.stripe !== null,
    grace_days: graceDays,
  }
}
