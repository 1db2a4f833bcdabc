import { type Context, requireRole, scopeOf } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { listAccounts } from './queries.ts'
import type { ListProviderAccountsQuery, ProviderAccount } from './schema.ts'
import { toProviderAccount } from './to-provider-account.ts'

const list = 'provider_accounts'

/** Oldest first: those of organizations where the caller is manager; all for operators. */
export const listProviderAccounts = async (
  ctx: Context,
  input: ListProviderAccountsQuery,
): Promise<Page<ProviderAccount>> => {
  const scope = scopeOf(ctx.caller, 'manager')
  if (input.organization_id !== undefined) requireRole(ctx.caller, input.organization_id, 'manager')
  if (scope.length === 0) throw new AppError('forbidden')
  const [after_id] = decodeCursor(list, input.cursor, 1) ?? []
  const { organization_id, failing, limit } = input
  const rows = await listAccounts(ctx.db, { scope, organization_id, failing, after_id, limit: limit + 1 })
  const page = toPage(list, rows, limit, (row) => [row.id])
  return { ...page, data: page.data.map(toProviderAccount) }
}
