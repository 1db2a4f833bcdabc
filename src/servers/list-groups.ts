import { type Context, requireOperator } from '../context.ts'
import { listGroupsAcrossOrganizations, type ServerGroup } from './queries.ts'

/**
 * Servers that seem to do one thing together: three or more of one organization and plan type with backups on, whose names are the
 * same but for a number at the end. For the system's own work.
 */
export const listGroups = (ctx: Context): Promise<ServerGroup[]> => {
  requireOperator(ctx.caller)
  return listGroupsAcrossOrganizations(ctx.db)
}
