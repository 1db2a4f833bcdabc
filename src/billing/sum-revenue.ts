import { type Context, requireOperator } from '../context.ts'
import { sumRevenueAcrossOrganizations } from './queries.ts'

export type Revenue = { currency: string; amount_minor: number; places: number }

/** What subscriptions bring a month as they are now, by currency: of all, or of one organization. For operators. */
export const sumRevenue = (ctx: Context, input: { organization_id?: string | undefined }): Promise<Revenue[]> => {
  requireOperator(ctx.caller)
  return sumRevenueAcrossOrganizations(ctx.db, ctx.clock.now(), input.organization_id)
}
