import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listApiKeys as select } from './api-key-queries.ts'
import type { ApiKey, ListApiKeysQuery } from './schema.ts'

const list = 'api_keys'

/** Keys of the organizations where the caller is manager or owner; operators see all. Newest first. */
export const listApiKeys = async (ctx: Context, input: ListApiKeysQuery): Promise<Page<ApiKey>> => {
  const scope = scopeOf(ctx.caller, 'manager')
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'manager')
  if (scope.length === 0) throw new AppError('forbidden')
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, {
    scope,
    organization_id: input.organization_id,
    before_id,
    limit: input.limit + 1,
  })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map(({ created_by_name, ...row }) => ({ ...row, created_by: created_by_name })) }
}
