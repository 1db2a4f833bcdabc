import { type Context, inTransaction } from '../context.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { checkCredentials } from './check-credentials.ts'
import { getProviderAccount } from './get-provider-account.ts'
import { openProvider } from './open-provider.ts'
import { recordAccountFailure } from './record-account-failure.ts'
import { recordAccountState } from './record-account-state.ts'
import type { ProviderAccount } from './schema.ts'

/** Asks the provider whether the stored credentials still hold, and keeps the answer, good or bad, as the account's state. */
export const checkProviderAccount = async (
  ctx: Context,
  input: { provider_account_id: string },
): Promise<ProviderAccount> => {
  await getProviderAccount(ctx, input)
  const provider = await openProvider(ctx, input)
  try {
    const checked = await checkCredentials(ctx, provider)
    await inTransaction(ctx, (ctx) => recordAccountState(ctx, { ...input, state: checked }))
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    await recordAccountFailure(ctx, { ...input, error })
  }
  return getProviderAccount(ctx, input)
}
