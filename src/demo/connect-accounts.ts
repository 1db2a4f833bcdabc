import type { Context } from '../context.ts'
import { changeProviderAccount } from '../provider-accounts/change-provider-account.ts'
import { connectProviderAccount } from '../provider-accounts/connect-provider-account.ts'
import { getProviderAccount } from '../provider-accounts/get-provider-account.ts'
import { removeProviderAccount } from '../provider-accounts/remove-provider-account.ts'
import type { DemoClouds } from './demo-clouds.ts'
import { accountIdsOf, accountKey, type DemoWork, ensurePart } from './demo-work.ts'
import { findAccountOfLabel } from './queries.ts'
import { accounts } from './story.ts'

/** Connects a provider account to each sandbox cloud. */
export const connectAccounts = async ({ ctx, clouds }: DemoWork): Promise<void> => {
  for (const { provider, label } of accounts) {
    if ((await accountIdsOf(ctx)).has(provider)) continue
    const { url, control } = clouds.get(provider)
    // The provider is asked before anything is written, so this cannot be one transaction with its part.
    const known = await findAccountOfLabel(ctx.db, provider, label)
    const input = { provider, label, credentials: control.credentials(), endpoint: url }
    const { id } = known ?? (await connectProviderAccount(ctx, input))
    try {
      await ensurePart(ctx, { key: accountKey(provider), kind: 'provider_account' }, async () => ({ id }))
    } catch (error) {
      if (known === undefined) await removeProviderAccount(ctx, { provider_account_id: id })
      throw error
    }
  }
  await correctEndpoints(ctx, clouds)
}

/** Follows clouds that had to take another port than before. */
export const correctEndpoints = async (ctx: Context, clouds: DemoClouds): Promise<void> => {
  for (const [provider, provider_account_id] of await accountIdsOf(ctx)) {
    const { url: endpoint, control } = clouds.get(provider)
    const account = await getProviderAccount(ctx, { provider_account_id })
    if (account.endpoint === endpoint) continue
    await changeProviderAccount(ctx, { provider_account_id, endpoint, credentials: control.credentials() })
  }
}
