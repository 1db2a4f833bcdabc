import type { Context } from '../context.ts'
import type { PlanRow } from './queries.ts'
import { Method, type Plan } from './schema.ts'

/** A plan as the API shows it to this caller. */
export const showPlan = (ctx: Context, row: PlanRow): Plan => ({
  ...row,
  methods: Method.options.filter((method) => row.methods.includes(method)),
  buyable: ctx.config.stripe !== null && row.stripe_price_id !== null && row.retired_at === null,
  stripe_price_id: ctx.caller.operator ? row.stripe_price_id : null,
})
