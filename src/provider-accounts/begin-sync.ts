import type { Services } from '../context.ts'
import type { ProviderName } from '../providers/provider.ts'
import { findAccountAcrossOrganizations, takeSyncFence } from './queries.ts'
import { ProviderName as parseProviderName } from './schema.ts'

/** A sync under way: what it writes carries the fence. */
export type SyncBegun = {
  provider_account_id: string
  fence: number
  organization_id: string | null
  provider: ProviderName
  endpoint: string | null
}

/** Begins a sync, or begins it again after its worker was lost: whoever had begun before can write nothing more. Null when the account is gone. */
export const beginSync = async (
  services: Services,
  input: { provider_account_id: string },
): Promise<SyncBegun | null> => {
  const taken = await takeSyncFence(services.db, input.provider_account_id)
  const account = await findAccountAcrossOrganizations(services.db, input.provider_account_id)
  if (taken === undefined || account === undefined) return null
  return {
    provider_account_id: account.id,
    fence: taken.sync_fence,
    organization_id: account.organization_id,
    provider: parseProviderName.parse(account.provider),
    endpoint: account.endpoint,
  }
}
