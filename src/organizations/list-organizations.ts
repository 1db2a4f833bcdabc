import { type Context, scopeOf } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listOrganizations as select } from './queries.ts'
import type { ListedOrganization, ListOrganizationsQuery } from './schema.ts'

const list = 'organizations'

/** By name: all for operators, else the caller's own. */
export const listOrganizations = async (
  ctx: Context,
  input: ListOrganizationsQuery,
): Promise<Page<ListedOrganization>> => {
  const [name, id] = decodeCursor(list, input.cursor, 2) ?? []
  const after = name === undefined || id === undefined ? null : { name, id }
  const rows = await select(ctx.db, { scope: scopeOf(ctx.caller), q: input.q, after, limit: input.limit + 1 })
  return toPage(list, rows, input.limit, (row) => [row.name, row.id])
}
