import { recordChange } from '../audit/record-change.ts'
import { type Context, hasRole, inTransaction, roleIn, scopeOf } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { findApiKey, deleteApiKey as remove } from './api-key-queries.ts'

/** Ends a key at once. Owners may end any of their organization's, managers those they made, operators all. */
export const deleteApiKey = (ctx: Context, input: { api_key_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const key = await findApiKey(ctx.db, scopeOf(ctx.caller), input.api_key_id)
    if (key === undefined) throw notFound()
    const role = key.organization_id === null ? null : roleIn(ctx.caller, key.organization_id)
    const own = key.created_by === ctx.caller.id || key.id === ctx.caller.id
    if (!ctx.caller.operator && !own && (role === null || !hasRole(role, 'owner'))) throw new AppError('forbidden')
    await remove(ctx.db, key.id)
    await recordChange(ctx, {
      action: 'api_key.deleted',
      organization_id: key.organization_id,
      target: { id: key.id, name: key.name },
      before: { role: key.role, operator: key.operator, created_by: key.created_by_name },
    })
  })
