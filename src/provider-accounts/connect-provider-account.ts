import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { refreshPricesTask } from '../tasks.ts'
import { checkCredentials } from './check-credentials.ts'
import { explainProviderError } from './explain-provider-error.ts'
import { getProviderAccount } from './get-provider-account.ts'
import { insertAccount } from './queries.ts'
import { requireCredentials } from './require-credentials.ts'
import type { ConnectProviderAccountInput, ProviderAccount } from './schema.ts'

/**
 * Connects a provider account once the provider has accepted its credentials: an organization's own by its owner, the
 * operators' by operators. Nothing is kept of credentials that the provider refuses.
 */
export const connectProviderAccount = async (
  ctx: Context,
  input: ConnectProviderAccountInput,
): Promise<ProviderAccount> => {
  const { provider, label } = input
  const organization_id = input.organization_id ?? null
  const endpoint = input.endpoint ?? null
  if (organization_id === null) requireOperator(ctx.caller)
  else requireRole(ctx.caller, organization_id, 'owner')
  if (endpoint !== null && !ctx.caller.operator) throw new AppError('forbidden', { message: endpointIsForOperators })
  if (organization_id !== null) await getOrganization(ctx, { organization_id })
  const credentials = requireCredentials(ctx.providers.describe(provider), input.credentials)

  const id = ctx.ids.make('pac')
  const client = ctx.providers.create({ provider, endpoint, credentials })
  const checked = await checkCredentials(ctx, client).catch((error: unknown) => {
    throw explainProviderError(error)
  })

  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    await insertAccount(ctx.db, {
      id,
      organization_id,
      provider,
      label,
      endpoint,
      sealed_credentials: ctx.secrets.seal('provider_credentials', id, JSON.stringify(credentials)),
      ...checked,
      next_sync_at: now,
      created_at: now,
      updated_at: now,
    })
    await recordChange(ctx, {
      action: 'provider_account.connected',
      organization_id,
      target: { id, name: label },
      after: { provider, label, endpoint, account_name: checked.account_name },
    })
    await ctx.jobs.enqueue(ctx.db, refreshPricesTask, { provider })
    return getProviderAccount(ctx, { provider_account_id: id })
  })
}

const endpointIsForOperators =
  'Only operators may set another address, since it could reach inside networks. Leave endpoint out.'
