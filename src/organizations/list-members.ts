import { type Context, requireRole } from '../context.ts'
import { decodeCursor, type ListQuery, type Page, toPage } from '../lib/pagination.ts'
import { listMembers as select } from './queries.ts'
import type { Member } from './schema.ts'

const list = 'members'

/** In the order they joined. */
export const listMembers = async (
  ctx: Context,
  input: ListQuery & { organization_id: string },
): Promise<Page<Member>> => {
  requireRole(ctx.caller, input.organization_id, 'viewer')
  const [after_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, input.organization_id, { after_id, limit: input.limit + 1 })
  return toPage(list, rows, input.limit, (row) => [row.id])
}
