import type { Services } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { findAccountAcrossOrganizations, updateAccount } from './queries.ts'
import type { ProviderAccountStatus } from './schema.ts'

export type AccountState = {
  status: ProviderAccountStatus
  status_reason: string | null
  checked_at: string
  account_name?: string | null
  /** JSON text. */
  scopes?: string
}

/** Keeps how an account stood when it was last asked. Open pages hear of it when that is another way than before. */
export const recordAccountState = async (
  services: Services,
  input: { provider_account_id: string; state: AccountState },
): Promise<void> => {
  const before = await findAccountAcrossOrganizations(services.db, input.provider_account_id)
  if (before === undefined) return
  await updateAccount(services.db, before.id, input.state)
  if (before.status === input.state.status && before.status_reason === input.state.status_reason) return
  await publishEvent(services, {
    topic: 'provider_account.changed',
    organization_id: before.organization_id,
    entity_id: before.id,
  })
}
