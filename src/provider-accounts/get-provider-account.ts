import { type Context, type Role, requireRole, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findAccount } from './queries.ts'
import type { ProviderAccount } from './schema.ts'
import { toProviderAccount } from './to-provider-account.ts'

/**
 * A provider account of an organization where the caller is manager, or any for operators. The operators' own are found by
 * nobody else. With `at_least`, throws forbidden below that role.
 */
export const getProviderAccount = async (
  ctx: Context,
  input: { provider_account_id: string; at_least?: Role },
): Promise<ProviderAccount> => {
  const row = await findAccount(ctx.db, scopeOf(ctx.caller), input.provider_account_id)
  if (row === undefined) throw notFound()
  if (row.organization_id !== null) requireRole(ctx.caller, row.organization_id, input.at_least ?? 'manager')
  return toProviderAccount(row)
}
