import { addBackupAddon } from '../billing/add-backup-addon.ts'
import { getPlan } from '../billing/get-plan.ts'
import type { Context } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import type { ServerRow } from './queries.ts'
import type { UpgradeAddon } from './schema.ts'

/**
 * Adds the places that were chosen while the plan type of a server is changed (S1), in the caller's transaction: both are written,
 * or neither. A record only; the server's backups stay as they are. Throws conflict when the server is of that type already, so
 * that a request sent twice buys once.
 */
export const addUpgradeAddon = async (
  ctx: Context,
  input: {
    server: Pick<ServerRow, 'name' | 'plan_type'>
    /** Undefined when the request changes no plan type. */
    plan_type: string | undefined
    organization_id: string
    addon: UpgradeAddon
  },
): Promise<void> => {
  const { server, plan_type, organization_id, addon } = input
  if (plan_type === undefined)
    throw invalidField('plan_type', 'An add-on goes with a new plan type. Without one, use add-backup-addon.')
  if (plan_type === server.plan_type)
    throw new AppError('conflict', {
      message: `${server.name} is of the plan type ${plan_type} already, so nothing was changed and no place added. Add places on the customer's page.`,
    })
  const plan = await getPlan(ctx, { plan_id: addon.plan_id }).catch((error: unknown) => {
    const isMissing = error instanceof AppError && error.code === 'not_found'
    throw isMissing
      ? invalidField('backup_addon.plan_id', 'There is no such plan. Choose one of GET /api/plans.')
      : error
  })
  if (!plan.plan_types.includes(plan_type))
    throw invalidField(
      'backup_addon.plan_id',
      `The plan "${plan.name}" covers ${plan.plan_types.join(', ')}, not ${plan_type}. Choose one that does.`,
    )
  await addBackupAddon(ctx, { ...addon, organization_id })
}
