import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError, invalidField, notFound } from '../lib/errors.ts'
import { checkCredentials } from './check-credentials.ts'
import { explainProviderError } from './explain-provider-error.ts'
import { getProviderAccount } from './get-provider-account.ts'
import { lockAccount, updateAccount } from './queries.ts'
import { requireCredentials } from './require-credentials.ts'
import type { ChangeProviderAccountInput, ProviderAccount } from './schema.ts'

/** Changes the label, or puts new credentials in place of the old ones once the provider has accepted them. */
export const changeProviderAccount = async (
  ctx: Context,
  input: ChangeProviderAccountInput & { provider_account_id: string },
): Promise<ProviderAccount> => {
  const { provider_account_id, label } = input
  const account = await getProviderAccount(ctx, { provider_account_id, at_least: 'owner' })
  const endpoint = input.endpoint === undefined ? account.endpoint : input.endpoint
  if (endpoint !== account.endpoint) {
    if (!ctx.caller.operator) throw new AppError('forbidden')
    if (input.credentials === undefined)
      throw invalidField('credentials', 'Enter them again: those stored are never sent to another address.')
  }
  const credentials =
    input.credentials === undefined
      ? undefined
      : requireCredentials(ctx.providers.describe(account.provider), input.credentials)
  const checked =
    credentials === undefined
      ? null
      : await checkCredentials(ctx, ctx.providers.create({ provider: account.provider, endpoint, credentials })).catch(
          (error: unknown) => {
            throw explainProviderError(error)
          },
        )

  return inTransaction(ctx, async (ctx) => {
    const before = await lockAccount(ctx.db, account.id)
    if (before === undefined) throw notFound()
    if (checked === null && (label === undefined || label === before.label)) return account
    await updateAccount(ctx.db, account.id, {
      ...(label === undefined ? {} : { label }),
      ...(checked === null || credentials === undefined
        ? {}
        : {
            ...checked,
            endpoint,
            sealed_credentials: ctx.secrets.seal('provider_credentials', account.id, JSON.stringify(credentials)),
            credentials_version: before.credentials_version + 1,
          }),
      updated_at: ctx.clock.now(),
    })
    await recordChange(ctx, {
      action: checked === null ? 'provider_account.renamed' : 'provider_account.credentials_changed',
      organization_id: account.organization_id,
      target: { id: account.id, name: label ?? before.label },
      before: { label: before.label, endpoint: before.endpoint, account_name: before.account_name },
      after: { label: label ?? before.label, endpoint, account_name: checked?.account_name ?? before.account_name },
    })
    return getProviderAccount(ctx, { provider_account_id })
  })
}
