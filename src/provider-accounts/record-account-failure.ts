import { inTransaction, type Services } from '../context.ts'
import { errorTable } from '../lib/errors.ts'
import type { FailureKind, ProviderError } from '../providers/provider-error.ts'
import { recordAccountState } from './record-account-state.ts'

/** What a failed call says about the whole account. Other failures are about one request and say nothing about it. */
const states: Partial<Record<FailureKind, 'unauthorized' | 'unreachable'>> = {
  unauthorized: 'unauthorized',
  retry: 'unreachable',
}

/** Keeps as the account's state that the provider refused its credentials, or could not be reached. */
export const recordAccountFailure = async (
  services: Services,
  input: { provider_account_id: string; error: ProviderError },
): Promise<void> => {
  const { error, provider_account_id } = input
  const status = states[error.kind]
  if (status === undefined) return
  const code = status === 'unauthorized' ? 'provider_unauthorized' : 'provider_unavailable'
  const state = {
    status,
    status_reason: `${errorTable[code].say} It said: ${error.message}`,
    checked_at: services.clock.now(),
  }
  await inTransaction(services, (services) => recordAccountState(services, { provider_account_id, state }))
}
