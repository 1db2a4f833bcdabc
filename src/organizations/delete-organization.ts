import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { isForeignKeyViolation } from '../db/is-foreign-key-violation.ts'
import { AppError, notFound } from '../lib/errors.ts'
import {
  findOrganization,
  hasLiveStripeSubscription,
  lockOrganization,
  deleteOrganization as remove,
} from './queries.ts'

/** Deletes a customer with its members, invitations and API keys; what happened stays in the audit events. */
export const deleteOrganization = (ctx: Context, input: { organization_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    await lockOrganization(ctx.db, input.organization_id)
    const organization = await findOrganization(ctx.db, 'all', input.organization_id)
    if (organization === undefined) throw notFound()
    if (organization.house) throw new AppError('organization_is_house')
    // Our record of it would go and the card be charged on.
    if (await hasLiveStripeSubscription(ctx.db, organization.id)) throw new AppError('organization_pays_by_card')
    await remove(ctx.db, organization.id).catch((error: unknown) => {
      // Servers and what else is not lost with a customer points at it; the statement is then refused.
      throw isForeignKeyViolation(error) ? new AppError('organization_in_use', { cause: error }) : error
    })
    await recordChange(ctx, {
      action: 'organization.deleted',
      organization_id: organization.id,
      target: { id: organization.id, name: organization.name },
      before: { name: organization.name, member_count: organization.member_count },
    })
  })
