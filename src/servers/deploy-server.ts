import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { getHouseOrganization } from '../organizations/get-house-organization.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { getProviderAccount } from '../provider-accounts/get-provider-account.ts'
import { getServer } from './get-server.ts'
import { orderServer } from './order-server.ts'
import type { DeployServerInput, Server } from './schema.ts'

/**
 * Orders a new server at a provider, with backups off (S7). The server is there at once, as being made; its run says how that
 * goes, and takes it away again when the provider refuses.
 */
export const deployServer = (ctx: Context, input: DeployServerInput): Promise<Server & { run_id: string }> =>
  inTransaction(ctx, async (ctx) => {
    const { provider_account_id, name, plan_type, region, size, image } = input
    const account = await getProviderAccount(ctx, { provider_account_id })
    const { capabilities } = ctx.providers.describe(account.provider)
    if (!capabilities.can_create_servers)
      throw new AppError('provider_refused', {
        message: `${capabilities.label} has no way to make servers by API. Make it in its panel; the next sync finds it.`,
      })
    const organization_id = input.organization_id ?? account.organization_id ?? (await getHouseOrganization(ctx)).id
    requireFit(ctx, { account_organization_id: account.organization_id, organization_id, plan_type })
    await getOrganization(ctx, { organization_id })
    const { id, run_id } = await orderServer(ctx, {
      ...{ provider_account_id, provider: account.provider, organization_id, plan_type, name, region, size, image },
      kind: 'deploy',
    })
    await recordChange(ctx, {
      action: 'server.deployed',
      organization_id,
      target: { id, name },
      after: { provider: account.provider, plan_type, region, size, image },
    })
    return { ...(await getServer(ctx, { server_id: id })), run_id }
  })

const requireFit = (
  ctx: Context,
  facts: { account_organization_id: string | null; organization_id: string; plan_type: string },
): void => {
  const owner = facts.account_organization_id
  if (owner !== null && owner !== facts.organization_id)
    throw new AppError('conflict', {
      message: 'This provider account belongs to an organization; servers made with it are of that organization.',
    })
  if (facts.plan_type !== 'basic' && !ctx.caller.operator)
    throw new AppError('forbidden', { message: 'Only operators choose the plan type. Leave plan_type out.' })
}
