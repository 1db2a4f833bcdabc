import { type Context, requireOperator } from '../context.ts'
import { countByOrganizationAcrossOrganizations } from './queries.ts'
import type { ServerFilter } from './schema.ts'
import { timesOf } from './times-of.ts'

export type OrganizationCount = Awaited<ReturnType<typeof countByOrganizationAcrossOrganizations>>[number]

/** How many servers match in each organization and plan type, of all organizations. For the system's own work. */
export const countByOrganization = (ctx: Context, input: ServerFilter): Promise<OrganizationCount[]> => {
  requireOperator(ctx.caller)
  return countByOrganizationAcrossOrganizations(ctx.db, { ...input, ...timesOf(ctx) })
}
