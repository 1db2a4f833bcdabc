import { type Context, requireOperator, requireRole } from '../context.ts'
import { decodeCursor, type ListQuery, type Page, toPage } from '../lib/pagination.ts'
import { describeInvitation } from './describe-invitation.ts'
import { listInvitations as select } from './invitation-queries.ts'
import type { Invitation } from './schema.ts'

const list = 'invitations'

/** Newest first, also those that are over. Without an organization: the invitations to become operator. */
export const listInvitations = async (
  ctx: Context,
  input: ListQuery & { organization_id: string | null },
): Promise<Page<Invitation>> => {
  if (input.organization_id === null) requireOperator(ctx.caller)
  else requireRole(ctx.caller, input.organization_id, 'manager')
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, input.organization_id, { before_id, limit: input.limit + 1 })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map((row) => describeInvitation(row, ctx.clock.now())) }
}
