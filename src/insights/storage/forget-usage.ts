import { type Context, requireOperator } from '../../context.ts'
import { subtractUsageAcrossOrganizations } from './record-queries.ts'

/** Takes servers that never were real out of the daily records of storage and cost, before they go. */
export const forgetUsage = async (
  ctx: Context,
  input: { server_ids: readonly string[]; organization_ids: readonly string[] },
): Promise<void> => {
  requireOperator(ctx.caller)
  await subtractUsageAcrossOrganizations(ctx.db, input)
}
