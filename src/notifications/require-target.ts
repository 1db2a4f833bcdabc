import { type Context, requireRole, scopeOf } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findTarget, type TargetRow } from './target-queries.ts'

/** A target that the caller may change: managers their organization's, operators all. Throws not_found for what is not theirs. */
export const requireTarget = async (ctx: Context, input: { notification_target_id: string }): Promise<TargetRow> => {
  const target = await findTarget(ctx.db, scopeOf(ctx.caller), input.notification_target_id)
  if (target === undefined) throw notFound()
  if (target.organization_id !== null) requireRole(ctx.caller, target.organization_id, 'manager')
  return target
}
