import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { isForeignKeyViolation } from '../db/is-foreign-key-violation.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { getProviderAccount } from './get-provider-account.ts'
import { countServersBeingMade, deleteAccount, lockAccount } from './queries.ts'

/** Forgets an account with its credentials and servers. Refused while one of them has backups on, or is being made. */
export const removeProviderAccount = (ctx: Context, input: { provider_account_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const account = await getProviderAccount(ctx, { ...input, at_least: 'owner' })
    if ((await lockAccount(ctx.db, account.id)) === undefined) throw notFound()
    const { protected_count, server_count } = await getProviderAccount(ctx, input)
    if (protected_count > 0)
      throw new AppError('provider_account_in_use', {
        message: `${protected_count === 1 ? '1 server' : `${protected_count} servers`} of this account ${protected_count === 1 ? 'has' : 'have'} backups on. Switch those off first.`,
      })
    if ((await countServersBeingMade(ctx.db, account.id)) > 0)
      throw new AppError('provider_account_in_use', {
        message: 'A server of this account is being made. Wait until its run has ended.',
      })
    await deleteAccount(ctx.db, account.id).catch((error: unknown) => {
      throw isForeignKeyViolation(error) ? new AppError('provider_account_in_use', { cause: error }) : error
    })
    await recordChange(ctx, {
      action: 'provider_account.removed',
      organization_id: account.organization_id,
      target: { id: account.id, name: account.label },
      before: { provider: account.provider, account_name: account.account_name, server_count },
    })
  })
