import type { Services } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import type { RateLimitTold } from '../providers/provider.ts'
import { findAccountAcrossOrganizations, updateAccount } from './queries.ts'

/** Keeps with the account that it was synced. Belongs in the transaction that ends the sync's run. */
export const recordSync = async (
  services: Services,
  input: { provider_account_id: string; complete: boolean; rate_limit: RateLimitTold | null },
): Promise<void> => {
  const account = await findAccountAcrossOrganizations(services.db, input.provider_account_id)
  if (account === undefined) return
  const now = services.clock.now()
  await updateAccount(services.db, account.id, {
    last_synced_at: now,
    // Another process may have heard what this one did not.
    ...(input.rate_limit === null ? {} : { rate_limit: JSON.stringify(input.rate_limit) }),
    ...(input.complete ? { last_complete_at: now } : {}),
    // The provider let us in, so what stood against the account before no longer holds.
    ...(account.status === 'ok' ? {} : { status: 'ok' as const, status_reason: null }),
  })
  await publishEvent(services, {
    topic: 'provider_account.changed',
    organization_id: account.organization_id,
    entity_id: account.id,
  })
}
