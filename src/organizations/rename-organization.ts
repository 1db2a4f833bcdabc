import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { getOrganization } from './get-organization.ts'
import { isNameTaken, lockOrganization, updateOrganizationName } from './queries.ts'
import type { Organization } from './schema.ts'

/** Changes the name. Throws already_exists when another organization has it. */
export const renameOrganization = (
  ctx: Context,
  input: { organization_id: string; name: string },
): Promise<Organization> =>
  inTransaction(ctx, async (ctx) => {
    requireRole(ctx.caller, input.organization_id, 'owner')
    if ((await lockOrganization(ctx.db, input.organization_id)) === undefined) throw notFound()
    const before = await getOrganization(ctx, input)
    if (before.name === input.name) return before
    if (await isNameTaken(ctx.db, input.name, before.id)) {
      throw new AppError('already_exists', {
        message: `Another organization is named "${input.name}". Choose another name.`,
      })
    }
    await updateOrganizationName(ctx.db, before.id, input.name, ctx.clock.now())
    await recordChange(ctx, {
      action: 'organization.renamed',
      organization_id: before.id,
      target: { id: before.id, name: input.name },
      before: { name: before.name },
      after: { name: input.name },
    })
    return getOrganization(ctx, input)
  })
