import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { getOrganization } from './get-organization.ts'
import { insertOrganization } from './queries.ts'
import type { Organization } from './schema.ts'

/** Makes a customer. Throws already_exists when the name is taken. */
export const createOrganization = (ctx: Context, input: { name: string }): Promise<Organization> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const id = ctx.ids.make('org')
    const now = ctx.clock.now()
    const created = await insertOrganization(ctx.db, {
      id,
      name: input.name,
      house: false,
      created_at: now,
      updated_at: now,
    })
    if (created === undefined)
      throw new AppError('already_exists', {
        message: `There is an organization named "${input.name}" already. Choose another name.`,
      })
    await recordChange(ctx, {
      action: 'organization.created',
      organization_id: id,
      target: { id, name: input.name },
      after: { name: input.name },
    })
    return getOrganization(ctx, { organization_id: id })
  })
