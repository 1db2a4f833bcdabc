import type { Context } from '../context.ts'
import { listAccountsWithHistoryDueAcrossOrganizations } from './queries.ts'

/** Provider accounts, of all organizations, with servers whose list of images is to be read. */
export const listAccountsWithHistoryDue = async (ctx: Context): Promise<string[]> =>
  (await listAccountsWithHistoryDueAcrossOrganizations(ctx.db, ctx.clock.now())).map(({ id }) => id)
