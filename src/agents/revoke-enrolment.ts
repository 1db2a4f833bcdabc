import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole, scopeOf } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { lockEnrolment, updateEnrolment } from './queries.ts'

/** Makes a token worthless before a machine used it. Repeating it changes nothing. */
export const revokeEnrolment = (ctx: Context, input: { enrolment_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockEnrolment(ctx.db, scopeOf(ctx.caller), input.enrolment_id)
    if (row === undefined) throw notFound()
    requireRole(ctx.caller, row.organization_id, 'manager')
    if (row.used_at !== null)
      throw new AppError('conflict', { message: 'A machine used this enrolment already. Revoke its agent instead.' })
    if (row.revoked_at !== null) return
    await updateEnrolment(ctx.db, row.id, { revoked_at: ctx.clock.now() })
    await recordChange(ctx, {
      action: 'enrolment.revoked',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.server_name },
    })
  })
